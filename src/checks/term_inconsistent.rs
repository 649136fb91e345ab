//! `term-inconsistent`: one term of the source, several forms in one document.

use super::renderings::{Varied, varied};
use super::term_missing::severity;
use super::terms::{HitId, Verdict, in_longer_name};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::glossary::{Entry, FormKind, form_text};
use crate::lang::{self, Lang, TokenKind, tokenize};
use crate::text::Side;
use std::collections::BTreeMap;

/// See [`RULE`].
#[derive(Debug)]
pub struct TermInconsistent;

const DEAL: &str = "[[terms]]\nsource = \"الاتفاق النووي\"\ntarget = \"nuclear deal\"\nadmitted = [\"nuclear accord\", \"deal\"]\npart-of-speech = \"proper-noun\"\n";
const KYIV: &str = "[[terms]]\nsource = \"كييف\"\ntarget = \"Kyiv\"\nadmitted = [\"Kiev\", \"Ukraine\"]\npart-of-speech = \"proper-noun\"\n";

static RULE: Rule = Rule {
    name: "term-inconsistent",
    category: Category::Terminology,
    severity: Severity::Warning,
    mqm: "terminology / inconsistent use of terminology",
    its: "terminology",
    summary: "One term of the source is rendered by several like forms in one document.",
    why: "Where the source names one thing by one name and the translation by two, the reader looks for the \
          difference. Both may be right; both at once are not.",
    what_to_do: "Choose one form, the preferred one where nothing speaks against it.",
    limits: "Reported once a term, with all places. Only forms that compete are compared: two spellings of a word, or \
             of a name two phrases that differ in a word (nuclear deal, nuclear accord). An abbreviation, a short \
             form, another number, the adjective of a place and a plain synonym (quake for earthquake) are good \
             style; `strict` reports them too. A term that no glossary has is reported, as a hint, where it \
             recurs, is mostly rendered in one way, and elsewhere by another word that the lexicon knows for it, every \
             word of the term rendered; names, times, nationalities and general words (large, last) are left alone.",
    examples: &[
        Example::wrong(
            "ووصف الرئيس الاتفاق النووي بأنه كارثة.\nوتدافع أوروبا عن الاتفاق النووي.",
            "The president called the nuclear deal a disaster.\nEurope defends the nuclear accord.",
            "The same agreement has two names.",
        )
        .with(DEAL),
        Example::wrong(
            "ووصل الوفد إلى كييف.\nوغادر كييف مساء.",
            "The delegation arrived in Kyiv.\nIt left Kiev in the evening.",
            "Two spellings of one city.",
        )
        .with(KYIV),
        Example::wrong(
            "وانتقدت المنظمات الحصار البحري.\nوقالت إن الحصار البحري مخالف للقانون.\nويضر الحصار البحري بالصيادين.",
            "Organisations criticised the naval blockade.\nThey said the naval blockade was illegal.\nThe sea siege harms the fishermen.",
            "No glossary has the term, but it recurs and is mostly a naval blockade.",
        ),
        Example::right(
            "ووصف الرئيس الاتفاق النووي بأنه كارثة.\nوتدافع أوروبا عن الاتفاق النووي.",
            "The president called the nuclear deal a disaster.\nEurope defends the deal.",
            "The short form takes up the long one.",
        )
        .with(DEAL),
        Example::right(
            "ووصل الوفد إلى كييف.\nوترفض كييف الشروط.",
            "The delegation arrived in Kyiv.\nUkraine rejects the terms.",
            "The capital stands for its government.",
        )
        .with(KYIV),
    ],
    options: &[
        OptionDoc {
            key: "strict",
            default: "false",
            doc: "report every second form, synonyms and adjectives too",
        },
        OptionDoc {
            key: "discover",
            default: "true",
            doc: "look for recurring terms that no glossary has, too",
        },
    ],
};

/// The forms of an entry that were used, each with its places: bead and hit.
type Forms = BTreeMap<(FormKind, usize), Vec<(usize, HitId)>>;

impl Check for TermInconsistent {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let strict = cx.options.flag(&RULE, "strict", false);
        // For each entry the forms that were used, each with its places.
        let mut used: BTreeMap<usize, Forms> = BTreeMap::new();
        for one in cx.terms.uses() {
            let Verdict::Fine { target } = one.verdict else {
                continue;
            };
            let Some(hit) = cx.terms.hit(Side::Target, target) else {
                continue;
            };
            let counts = match hit.kind {
                FormKind::Preferred | FormKind::Admitted => true,
                FormKind::Source => !cx.terms.is_forward(),
                _ => false,
            };
            let attributive = cx.terms.entry(one.entry).is_some_and(|entry| {
                let found = hit.span.of(cx.text(Side::Target, target.0));
                is_attributive(&cx.terms.fine_forms_of(entry), found)
            });
            // What stands in a longer name is spelled as that name is: Roma Tre University.
            let longer = cx.terms.entry(one.entry).is_some_and(|entry| {
                let analysis = cx.target.get(target.0);
                let text = cx.text(Side::Target, target.0);
                analysis.is_some_and(|analysis| in_longer_name(analysis, text, entry, hit))
            });
            if counts && !hit.derived && !attributive && !longer {
                let places = used
                    .entry(one.entry)
                    .or_default()
                    .entry((hit.kind, hit.index))
                    .or_default();
                if !places.iter().any(|(_, known)| *known == target) {
                    places.push((one.bead, target));
                }
            }
        }
        for (number, forms) in used {
            if let Some(entry) = cx.terms.entry(number).filter(|_| forms.len() > 1) {
                out.extend(judge(cx, entry, &forms, strict));
            }
        }
        if cx.options.flag(&RULE, "discover", true) {
            out.extend(varied(cx).iter().filter_map(|one| discovered(cx, one)));
        }
    }
}

/// The finding on a term that no glossary has.
fn discovered(cx: &Context<'_>, one: &Varied) -> Option<Finding> {
    let (usual, others) = one.renderings.split_first()?;
    let names: Vec<String> = one
        .renderings
        .iter()
        .map(|(text, places)| format!("“{text}” ({})", places.len()))
        .collect();
    let mut finding = Finding::new(
        &RULE,
        0.5,
        format!(
            "«{}» is rendered in {} ways: {}",
            one.term,
            names.len(),
            names.join(", ")
        ),
        format!(
            "If it is a term, keep to “{}”, its usual rendering here; an entry in a glossary settles it.",
            usual.0
        ),
    )
    .in_bead(one.bead);
    finding.severity = Severity::Info;
    let mut first = true;
    for (text, places) in others.iter().chain([usual]) {
        for (source, target) in places {
            let place = cx.place(Side::Target, target.0, target.1);
            if first {
                finding.source = cx.place(Side::Source, source.0, source.1);
                finding.target = place;
                first = false;
            } else if let Some(place) = place {
                finding = finding.related(place, format!("“{text}”"));
            }
        }
    }
    Some(finding)
}

/// Whether a hit has a hyphen where a form has a space, as grammar asks before a noun: health care, health-care workers.
fn is_attributive(forms: &[(FormKind, usize, &str)], found: &str) -> bool {
    // “corona- and rotaviruses” leaves out what comes later.
    if found.contains("- ") {
        return true;
    }
    let spaced = found.replace(['-', '\u{2010}', '\u{2011}'], " ");
    let is = |text: &str| {
        forms
            .iter()
            .any(|(_, _, form)| form.eq_ignore_ascii_case(text))
    };
    spaced != found && is(&spaced)
}

/// The finding on the forms of an entry, where some of them compete.
fn judge(cx: &Context<'_>, entry: &Entry, forms: &Forms, strict: bool) -> Option<Finding> {
    let lang = cx.lang(Side::Target);
    let text = |(kind, index): &(FormKind, usize)| form_text(entry, *kind, *index);
    // The form that stands most often, the preferred one where several do.
    let main = forms
        .iter()
        .max_by_key(|((kind, index), places)| (places.len(), std::cmp::Reverse((*kind, *index))))
        .map(|(form, _)| *form)?;
    let main_text = text(&main)?;
    let others: Vec<_> = forms
        .iter()
        .filter(|(form, _)| **form != main)
        .filter(|(form, _)| {
            text(form)
                .is_some_and(|other| strict || compete(lang, main_text, other, entry.is_name()))
        })
        .collect();
    let (_, first_places) = others.first()?;
    let (bead, first) = *first_places.first()?;
    let names: Vec<String> = std::iter::once(&main)
        .chain(others.iter().map(|(form, _)| *form))
        .filter_map(|form| {
            let count = forms.get(form)?.len();
            Some(format!("“{}” ({count})", text(form)?.text))
        })
        .collect();
    let term = entry.source.first().map_or("", |text| text.text.as_str());
    let preferred = cx.terms.preferred(entry);
    let mut finding = Finding::new(
        &RULE,
        0.8,
        format!(
            "«{}» is rendered in {} ways: {}",
            if cx.terms.is_forward() {
                term
            } else {
                &entry.target
            },
            names.len(),
            names.join(", ")
        ),
        format!("Keep to one of them; the glossary prefers “{preferred}”."),
    )
    .in_bead(bead);
    finding.severity = severity(entry, RULE.severity);
    finding.target = place(cx, first);
    finding.source = cx
        .terms
        .uses_of(bead)
        .iter()
        .find(|one| matches!(one.verdict, Verdict::Fine { target } if target == first))
        .and_then(|one| {
            let hit = cx.terms.hit(Side::Source, one.source)?;
            cx.place(Side::Source, one.source.0, hit.span)
        });
    let rest = others
        .iter()
        .flat_map(|(_, places)| places.iter().map(|(_, id)| *id))
        .skip(1)
        .chain(forms.get(&main).into_iter().flatten().map(|(_, id)| *id));
    for id in rest.take(50) {
        let found = cx
            .terms
            .hit(Side::Target, id)
            .map(|hit| hit.span.of(cx.text(Side::Target, id.0)).to_owned());
        if let (Some(place), Some(found)) = (place(cx, id), found) {
            finding = finding.related(place, format!("“{found}”"));
        }
    }
    Some(finding)
}

fn place(cx: &Context<'_>, (segment, number): HitId) -> Option<crate::text::Place> {
    let hit = cx.terms.hit(Side::Target, (segment, number))?;
    cx.place(Side::Target, segment, hit.span)
}

/// Whether two forms compete for the same place in a sentence: they are two spellings, or phrases for a name that
/// differ in one word. A part of the other doesn't compete, nor does its adjective, another number of it or a plain
/// synonym.
fn compete(lang: Lang, a: &str, b: &str, name: bool) -> bool {
    // A name and a description in small letters (Supreme Court, high court) are good style.
    let capital = |text: &str| text.chars().any(char::is_uppercase);
    let alike = capital(a) == capital(b);
    let words = |text: &str| -> Vec<String> {
        tokenize(text, &[])
            .iter()
            .filter(|token| token.kind == TokenKind::Word && !lang.is_stop_word(&token.norm))
            .map(|token| token.norm.to_string())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let same = |one: &String, other: &String| {
        one == other
            || lang.akin(one, other)
            || lang
                .readings(one)
                .iter()
                .any(|x| lang.readings(other).iter().any(|y| x.base == y.base))
    };
    let only = |from: &[String], not: &[String]| -> Vec<String> {
        from.iter()
            .filter(|word| !not.iter().any(|other| same(word, other)))
            .cloned()
            .collect()
    };
    let joined = |words: &[String]| words.concat();
    if joined(&a) == joined(&b) {
        return a.len() != b.len();
    }
    let (left, right) = (only(&a, &b), only(&b, &a));
    match (left.as_slice(), right.as_slice()) {
        ([one], [other]) => {
            let spelling = lang::similarity(&lang.phones(one), &lang.phones(other)) > 0.8
                && one.chars().count().abs_diff(other.chars().count()) <= 2;
            spelling || name && alike && a.len() == b.len() && a.len() > 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing;

    #[test]
    fn the_examples_hold() {
        testing::examples(&TermInconsistent);
    }

    #[test]
    fn forms_compete_where_one_word_differs() {
        for (a, b) in [
            ("nuclear deal", "nuclear accord"),
            ("Kyiv", "Kiev"),
            ("coronavirus", "corona virus"),
        ] {
            assert!(compete(Lang::ENGLISH, a, b, true), "{a} / {b}");
        }
        assert!(!compete(
            Lang::ENGLISH,
            "clinical trial",
            "clinical study",
            false
        ));
        for (a, b) in [
            ("Egypt", "Egyptian"),
            ("earthquake", "quake"),
            ("Iran nuclear deal", "nuclear deal"),
            ("United Kingdom", "Britain"),
            ("Supreme Court", "court"),
            ("Supreme Court", "high court"),
            ("prime minister", "prime ministers"),
            ("North Korea", "North Korean"),
            ("FDA", "FDA's"),
        ] {
            assert!(!compete(Lang::ENGLISH, a, b, true), "{a} / {b}");
        }
    }

    /// Sentences with one term each, and how they are rendered.
    fn discovered_in(pairs: &[(&str, &str)]) -> Vec<Finding> {
        let side = |pick: fn(&(&str, &str)) -> String| pairs.iter().map(pick).collect::<String>();
        let source = side(|(source, _)| format!("{source}\n"));
        let target = side(|(_, target)| format!("{target}\n"));
        testing::findings(&TermInconsistent, &source, &target)
    }

    const BLOCKADE: [(&str, &str); 3] = [
        (
            "وانتقدت المنظمات الحصار البحري أمس.",
            "Organisations criticised the naval blockade yesterday.",
        ),
        (
            "وقالت إن الحصار البحري مخالف للقانون.",
            "She said the naval blockade was illegal.",
        ),
        (
            "ودعا الوزير إلى رفع الحصار البحري فورا.",
            "The minister called for the naval blockade to be lifted at once.",
        ),
    ];

    #[test]
    fn another_rendering_of_a_recurring_term_is_found() {
        for other in [
            (
                "ويضر الحصار البحري بالصيادين.",
                "The naval siege harms the fishermen.",
            ),
            (
                "ويضر الحصار البحري بالصيادين.",
                "The marine blockade harms the fishermen.",
            ),
            (
                "وأضر الحصار البحري بالصيادين.",
                "Fishermen were harmed by the sea blockade.",
            ),
        ] {
            let mut pairs = BLOCKADE.to_vec();
            pairs.push(other);
            let found = discovered_in(&pairs);
            assert_eq!(found.len(), 1, "{other:?}");
            assert_eq!(found[0].severity, Severity::Info);
            assert_eq!(found[0].related.len(), 3, "{found:?}");
            assert!(
                found[0].message.contains("“naval blockade” (3)"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_is_no_other_choice_of_word_is_left_alone() {
        for other in [
            // The same.
            (
                "ويضر الحصار البحري بالصيادين.",
                "The naval blockade harms the fishermen.",
            ),
            // Another number, another order, a genitive.
            (
                "ويضر الحصار البحري بالصيادين.",
                "Naval blockades harm the fishermen.",
            ),
            (
                "ويضر الحصار البحري بالصيادين.",
                "The blockade by naval forces harms the fishermen.",
            ),
            // A pronoun, an ellipsis, a noun alone.
            ("ويضر الحصار البحري بالصيادين.", "It harms the fishermen."),
            (
                "ويضر الحصار البحري بالصيادين.",
                "The blockade harms the fishermen.",
            ),
            (
                "ويضر الحصار البحري بالصيادين.",
                "The measure harms the fishermen.",
            ),
            // A verb for the noun.
            (
                "ويضر الحصار البحري بالصيادين.",
                "Being blockaded by the navy harms the fishermen.",
            ),
            // Part of a longer term.
            (
                "ويعقد مجلس الحصار البحري جلسة.",
                "The Sea Siege Board is in session.",
            ),
            // The usual word stands in the sentence.
            (
                "ويضر الحصار البحري بالصيادين، والحصار مستمر.",
                "The sea siege harms the fishermen, and the blockade goes on.",
            ),
            // Left out.
            ("ويضر الحصار البحري بالصيادين.", "Fishermen are harmed."),
        ] {
            let mut pairs = BLOCKADE.to_vec();
            pairs.push(other);
            let found = discovered_in(&pairs);
            assert!(found.is_empty(), "{other:?}: {found:?}");
        }
    }

    #[test]
    fn expressions_that_are_no_terms_are_left_alone() {
        for pairs in [
            // Time.
            vec![
                (
                    "وعاد الوفد في الأسبوع الماضي.",
                    "The delegation returned last week.",
                ),
                (
                    "وانعقد الاجتماع في الأسبوع الماضي.",
                    "The meeting was held last week.",
                ),
                (
                    "ونشر التقرير في الأسبوع الماضي.",
                    "The report was published last week.",
                ),
                (
                    "وأغلق المعبر في الأسبوع الماضي.",
                    "The crossing was closed over the past week.",
                ),
            ],
            // A general adjective.
            vec![
                (
                    "وشارك عدد كبير في المسيرة.",
                    "A large number took part in the march.",
                ),
                (
                    "ووصل عدد كبير إلى الميناء.",
                    "A large number reached the port.",
                ),
                ("وغادر عدد كبير المدينة.", "A large number left the city."),
                (
                    "وعاد عدد كبير إلى القرية.",
                    "A great number returned to the village.",
                ),
            ],
            // A nationality.
            vec![
                (
                    "ورفضت الحكومة البريطانية الطلب.",
                    "The British government refused.",
                ),
                (
                    "وأعلنت الحكومة البريطانية القرار.",
                    "The British government announced the decision.",
                ),
                (
                    "وتدرس الحكومة البريطانية الاقتراح.",
                    "The British government is studying the proposal.",
                ),
                (
                    "واستقالت الحكومة البريطانية.",
                    "The UK government resigned.",
                ),
            ],
            // Twice is not often enough.
            vec![
                (
                    "وانتقدت المنظمات الحصار البحري أمس.",
                    "Organisations criticised the naval blockade.",
                ),
                (
                    "ويضر الحصار البحري بالصيادين.",
                    "The sea siege harms the fishermen.",
                ),
            ],
            // Half and half is a choice.
            vec![
                (
                    "وانتقدت المنظمات الحصار البحري أمس.",
                    "Organisations criticised the naval blockade.",
                ),
                (
                    "ويضر الحصار البحري بالصيادين.",
                    "The sea siege harms the fishermen.",
                ),
                (
                    "وقالت إن الحصار البحري مخالف للقانون.",
                    "She said the naval blockade was illegal.",
                ),
                (
                    "ودعا إلى رفع الحصار البحري فورا.",
                    "He called for the sea siege to be lifted.",
                ),
            ],
        ] {
            let found = discovered_in(&pairs);
            assert!(found.is_empty(), "{pairs:?}: {found:?}");
        }
    }

    #[test]
    fn it_is_found_from_english_too() {
        let found = discovered_in(&[
            (
                "The peace talks begin on Monday.",
                "تبدأ محادثات السلام يوم الاثنين.",
            ),
            (
                "Both sides praised the peace talks.",
                "وأشاد الطرفان بمحادثات السلام.",
            ),
            (
                "The envoy chairs the peace talks.",
                "ويرأس المبعوث محادثات السلام.",
            ),
            ("The peace talks failed.", "وفشلت مفاوضات السلام."),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.contains("محادثات السلام"), "{found:?}");
    }

    #[test]
    fn a_term_of_the_glossary_is_not_discovered() {
        let glossary = "[[terms]]\nsource = \"الحصار البحري\"\ntarget = \"naval blockade\"\nadmitted = [\"sea siege\"]\n";
        let mut pairs = BLOCKADE.to_vec();
        pairs.push((
            "ويضر الحصار البحري بالصيادين.",
            "The sea siege harms the fishermen.",
        ));
        let source: String = pairs
            .iter()
            .map(|(source, _)| format!("{source}\n"))
            .collect();
        let target: String = pairs
            .iter()
            .map(|(_, target)| format!("{target}\n"))
            .collect();
        testing::silent_with(&TermInconsistent, Some(glossary), &source, &target);
        testing::flags(&TermInconsistent, &source, &target);
    }
}
