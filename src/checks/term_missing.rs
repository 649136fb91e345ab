//! `term-missing`: a glossary term of the source that none of its forms renders.

use super::terms::{Instead, Old, Verdict, replace};
use super::{BeadContext, Check, Terms};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::glossary::{Entry, Level};
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct TermMissing;

const COURT: &str = "[[terms]]\nsource = \"المحكمة العليا\"\ntarget = \"Supreme Court\"\nadmitted = [\"high court\"]\npart-of-speech = \"proper-noun\"\n";
const COUNCIL: &str = "[[terms]]\nsource = \"المجلس الأطلسي\"\ntarget = \"Atlantic Council\"\npart-of-speech = \"proper-noun\"\n";

static RULE: Rule = Rule {
    name: "term-missing",
    category: Category::Terminology,
    severity: Severity::Error,
    mqm: "terminology / inconsistent with terminology resource",
    its: "terminology",
    summary: "A glossary term of the source is not rendered by any of its forms.",
    why: "A term that is named otherwise than agreed is another thing to the reader: the Joint Plan that he knows \
          becomes a plan he has not heard of, and a search for the name no longer finds the passage.",
    what_to_do: "Use the preferred form or one that the glossary admits. Where the rendering is right, add it to the \
                 entry's `admitted`.",
    limits: "Once in a sentence is enough. A pronoun or a bare head noun (“the court”, المنظمة) may take up a term \
             that was named before, and a form in the next sentence counts where nothing there asks for it. A form \
             inside another body's name (National Security Council for مجلس الأمن) stands for that body, unless the \
             source accounts for what the name has more; rank, time and a country that the document speaks of make no \
             other body. A capital \
             may stand for its country, a family name for the whole name, and a place that is somebody's name (Michael \
             Jordan) is no place. An entry with a `direction` is asked for in that direction only. A word that only \
             looks like the term is left alone where grammar or the lexicon tells. A rendering that the checker finds \
             neither by form nor by its words is reported with little confidence, or not at all.",
    examples: &[
        Example::wrong(
            "وقال القاضي إن المحكمة العليا سترد على الطعن خلال أسبوع.",
            "The judge said the Upper Court would answer the appeal within a week.",
            "The glossary has Supreme Court, and admits high court.",
        )
        .with(COURT),
        Example::wrong(
            "وأصدر المجلس الأطلسي تقريرا عن أمن الطاقة.",
            "The Atlatic Council published a report on energy security.",
            "A letter is missing; the finding comes with the fix.",
        )
        .with(COUNCIL),
        Example::wrong(
            "The Supreme Court upheld the ruling.",
            "وأيدت المحكمة العليا الوطنية الحكم.",
            "الوطنية makes it another court.",
        )
        .with(COURT),
        Example::right(
            "ورفضت المحكمة العليا الطعن.\nوقالت المحكمة العليا إن القرار نهائي.",
            "The Supreme Court rejected the appeal.\nThe court said the decision was final.",
            "The bare noun takes up what was named before.",
        )
        .with(COURT),
        Example::right(
            "ولجأ المحامون إلى المحكمة العليا.",
            "The lawyers turned to the High Court.",
            "An admitted form; case is another rule's concern.",
        )
        .with(COURT),
    ],
    options: &[OptionDoc {
        key: "threshold",
        default: "0.5",
        doc: "least confidence of a finding, 0 to 1",
    }],
};

impl Check for TermMissing {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        let terms = cx.cx.terms;
        let threshold = cx.cx.options.number(&RULE, "threshold", 0.5);
        for one in terms.uses_of(cx.index) {
            let Verdict::Missing {
                confidence,
                instead,
            } = &one.verdict
            else {
                continue;
            };
            let Some(entry) = terms.entry(one.entry).filter(|_| *confidence >= threshold) else {
                continue;
            };
            let Some(hit) = terms.hit(Side::Source, one.source) else {
                continue;
            };
            let segment = one.source.0;
            let term = hit.span.of(cx.cx.text(Side::Source, segment));
            let preferred = terms.preferred(entry);
            let mut finding = Finding::new(
                &RULE,
                *confidence,
                message(cx, terms, entry, term, instead.as_ref()),
                help(terms, entry, instead.as_ref()),
            )
            .in_bead(cx.index);
            finding.severity = severity(entry, finding.severity);
            if let Some(place) = cx.place(Side::Source, segment, hit.span) {
                finding = finding.source(place);
            }
            let place = match instead {
                Some(Instead::Near(near)) => {
                    let old = Old {
                        segment: near.segment,
                        span: near.span,
                        token: near.tokens.start,
                        clitics: &near.clitics,
                        ending: near.ending,
                    };
                    finding.fix = replace(&cx.cx, old, &near.form);
                    cx.place(Side::Target, near.segment, near.span)
                }
                Some(Instead::Words(words)) => cx.place(Side::Target, words.segment, words.span),
                Some(Instead::Short(short) | Instead::Other(short)) => terms
                    .hit(Side::Target, *short)
                    .and_then(|hit| cx.place(Side::Target, short.0, hit.span)),
                None => cx.whole(Side::Target),
            };
            finding.target = place;
            if let Some(place) = cx.cx.glossary_place(entry) {
                finding = finding.related(place, format!("the glossary's entry for {preferred}"));
            }
            out.push(finding);
        }
    }
}

fn message(
    cx: &BeadContext<'_>,
    terms: &Terms<'_>,
    entry: &Entry,
    term: &str,
    instead: Option<&Instead>,
) -> String {
    let preferred = terms.preferred(entry);
    let found = |segment: usize, span: crate::text::Span| {
        span.of(cx.cx.text(Side::Target, segment)).to_owned()
    };
    match instead {
        Some(Instead::Near(near)) => format!(
            "“{}” is a slip for “{}” («{term}»)",
            found(near.segment, near.span),
            near.form
        ),
        Some(Instead::Words(words)) => format!(
            "«{term}» is rendered as “{}”; the glossary has “{preferred}”",
            found(words.segment, words.span)
        ),
        Some(Instead::Short(short)) => {
            let short = terms
                .hit(Side::Target, *short)
                .map_or_else(String::new, |hit| found(short.0, hit.span));
            format!("“{short}” stands for «{term}» before “{preferred}” has been named")
        }
        Some(Instead::Other(other)) => {
            let other = terms
                .hit(Side::Target, *other)
                .map_or_else(String::new, |hit| found(other.0, hit.span));
            format!("«{term}» became “{other}”; the glossary has “{preferred}”")
        }
        None => format!("«{term}» is not rendered; the glossary has “{preferred}”"),
    }
}

fn help(terms: &Terms<'_>, entry: &Entry, instead: Option<&Instead>) -> String {
    let mut help = match instead {
        Some(Instead::Near(near)) => format!("Write “{}”.", near.form),
        Some(Instead::Short(_)) => {
            format!("Name it “{}” first.", terms.preferred(entry))
        }
        _ => format!("Use “{}”", terms.preferred(entry)),
    };
    if !help.ends_with('.') {
        let others: Vec<String> = terms
            .fine_forms_of(entry)
            .iter()
            .map(|(_, _, form)| *form)
            .filter(|form| *form != terms.preferred(entry))
            .take(3)
            .map(|form| format!("“{form}”"))
            .collect();
        if !others.is_empty() {
            help.push_str(", or ");
            help.push_str(&others.join(", "));
        }
        help.push_str(", or admit the rendering in the glossary.");
    }
    if let Some(note) = &entry.note {
        help.push_str(&format!(" Note: {note}"));
    }
    help
}

/// The severity that an entry asks for, else the rule's.
pub(super) fn severity(entry: &Entry, rule: Severity) -> Severity {
    match entry.severity {
        Some(Level::Error) => Severity::Error,
        Some(Level::Warning) => Severity::Warning,
        Some(Level::Info) => Severity::Info,
        None => rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing;

    #[test]
    fn the_examples_hold() {
        testing::examples(&TermMissing);
    }

    const LANDS: &str = "[[terms]]\nsource = \"الأردن\"\ntarget = \"Jordan\"\nadmitted = [\"Jordanian\"]\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"المغرب\"\ntarget = \"Morocco\"\npart-of-speech = \"proper-noun\"\n";

    #[test]
    fn a_name_exchanged_for_another_is_named() {
        for (source, target) in [
            (
                "ورحب المزارعون في الأردن بالقرار.",
                "Farmers in Morocco welcomed the decision.",
            ),
            (
                "غادر الوفد الأردن بعد لقاء مع الخبراء الأردنيين.",
                "The delegation left Morocco after a meeting with Jordanian experts.",
            ),
        ] {
            let found = testing::findings_with(&TermMissing, Some(LANDS), source, target);
            assert_eq!(found.len(), 1, "{source}");
            assert!(found[0].message.contains("became “Morocco”"), "{found:?}");
        }
    }

    #[test]
    fn a_second_name_that_the_source_has_is_no_exchange() {
        for (source, target) in [
            (
                "وصل الوفد من المغرب إلى البلاد، واستقبله وزير الأردن.",
                "The delegation from Morocco arrived and was met by the Jordanian minister.",
            ),
            (
                "غادر الوفد الأردن بعد لقاء مع الخبراء الأردنيين.",
                "The delegation left Jordan after a meeting with Jordanian experts.",
            ),
        ] {
            let found = testing::findings_with(&TermMissing, Some(LANDS), source, target);
            assert!(found.is_empty(), "{found:?}");
        }
    }

    #[test]
    fn a_relational_adjective_renders_a_name() {
        let lands = "[[terms]]\nsource = \"السودان\"\ntarget = \"Sudan\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"سوريا\"\ntarget = \"Syria\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"النمسا\"\ntarget = \"Austria\"\npart-of-speech = \"proper-noun\"\n";
        for (source, target) in [
            (
                "Sudan's farmers are waiting for the rain.",
                "ينتظر المزارعون السودانيون المطر.",
            ),
            ("A delegation from Sudan arrived.", "وصل وفد سوداني."),
            (
                "Syria's railways reopened on Monday.",
                "أعيد يوم الاثنين فتح السكك الحديدية السورية.",
            ),
            (
                "Austria's chancellor answered at once.",
                "ورد المستشار النمساوي على الفور.",
            ),
        ] {
            let found = testing::findings_with(&TermMissing, Some(lands), source, target);
            assert!(found.is_empty(), "{found:?}");
        }
        let found = testing::findings_with(
            &TermMissing,
            Some(lands),
            "Syria's railways reopened on Monday.",
            "أعيد يوم الاثنين فتح السكك الحديدية النمساوية.",
        );
        assert_eq!(found.len(), 1);
    }

    const NAMES: &str = "[[terms]]\nsource = \"الولايات المتحدة\"\ntarget = \"United States\"\nadmitted = [\"American\"]\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"بريطانيا\"\ntarget = \"Britain\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"كابل\"\ntarget = \"Kabul\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"أنطونيو غوتيريش\"\ntarget = \"António Guterres\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"القاهرة\"\ntarget = \"Cairo\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"صحيفة ليبراسيون\"\ntarget = \"Liberation\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"صحيفة الشرق الأوسط\"\ntarget = \"Asharq Al-Awsat\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"المساعدات الخارجية\"\ntarget = \"foreign aid\"\npart-of-speech = \"noun\"\n";

    #[test]
    fn what_renders_a_term_otherwise_is_left_alone() {
        for (source, target) in [
            // The adjective of a place that shares no letters with it.
            (
                "The United States Army opened a hospital.",
                "افتتح الجيش الأمريكي مستشفى.",
            ),
            (
                "The United States Coast Guard searched all night.",
                "بحثت قوات خفر السواحل الأمريكية طوال الليل.",
            ),
            (
                "أعلنت الولايات المتحدة عن منحة.",
                "An American grant was announced.",
            ),
            // A foreign name in another transliteration.
            ("António Guterres spoke first.", "وتحدث أنطونيو غتيريش أولا."),
            // Another name that looks like the term with an ending.
            ("ويرفض كابلان الفكرة.", "Caplan rejects the idea."),
            // An adjective that is written like a name.
            (
                "ولم تدفعه الرغبة القاهرة إلى ذلك.",
                "No compulsion drove him to it.",
            ),
            // A word of a longer name.
            (
                "The Front for the Liberation of Oromia signed.",
                "ووقعت جبهة تحرير أوروميا.",
            ),
            // A name without the noun that says what it is.
            (
                "Asharq Al-Awsat published the letter.",
                "ونشرت الشرق الأوسط الرسالة.",
            ),
            // The words belong together otherwise.
            (
                "Several foreign aid workers left the city.",
                "غادر المدينة عدد من عمال الإغاثة الأجانب.",
            ),
        ] {
            testing::silent_with(&TermMissing, Some(NAMES), source, target);
        }
    }

    #[test]
    fn what_only_looks_like_it_is_reported() {
        for (source, target) in [
            (
                "The delegation left the United States at once.",
                "وغادر الوفد بريطانيا على الفور.",
            ),
            (
                "أعلنت الولايات المتحدة عن منحة.",
                "A British grant was announced.",
            ),
            ("António Guterres spoke first.", "وتحدث أنطونيو غوميز أولا."),
            (
                "ويزور الوفد كابل غدا.",
                "The delegation visits Kapal tomorrow.",
            ),
            (
                "ووصل الوفد إلى القاهرة مساء.",
                "The delegation arrived in Amman in the evening.",
            ),
            (
                "The minister defended foreign aid.",
                "ودافع الوزير عن العون الأجنبي.",
            ),
        ] {
            testing::flags_with(&TermMissing, Some(NAMES), source, target);
        }
    }

    const PARTS: &str = "[[terms]]\nsource = \"قناة السويس\"\ntarget = \"Suez Canal\"\nadmitted = [\"Suez\", \"canal\"]\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = [\"مجلس الأمن\", \"مجلس الأمن الدولي\"]\ntarget = \"Security Council\"\nadmitted = [\"UN Security Council\", \"Council\", \"council\"]\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"المفوضية الأوروبية\"\ntarget = \"European Commission\"\nadmitted = [\"Brussels\"]\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = [\"سيرغي لافروف\", \"الوزير سيرغي لافروف\"]\ntarget = \"Sergey Lavrov\"\nadmitted = [\"Sergei Lavrov\", \"Lavrov\"]\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"روسيا\"\ntarget = \"Russia\"\npart-of-speech = \"proper-noun\"\n";

    #[test]
    fn a_part_of_a_name_that_goes_on_otherwise_is_another_name() {
        for (source, target) in [
            (
                "وانخفضت إيرادات قناة السويس.",
                "Revenues of the Suez Channel have fallen.",
            ),
            ("عقد مجلس الأمن الدولي جلسة.", "The UN Safety Council met."),
            (
                "وفي بروكسل، دعت المفوضية الأوروبية إلى ضبط النفس.",
                "In Brussels, the European Committee urged restraint.",
            ),
            (
                "The UN Security Council met in New York.",
                "اجتمع مجلس السلامة الدولي في نيويورك.",
            ),
            (
                "Sergei Lavrov replied at once.",
                "ورد سيرغي لابروف على الفور.",
            ),
        ] {
            testing::flags_with(&TermMissing, Some(PARTS), source, target);
        }
    }

    #[test]
    fn a_part_of_a_name_stands_for_it() {
        for (source, target) in [
            ("وانخفضت إيرادات قناة السويس.", "Suez revenues have fallen."),
            (
                "وقالت هيئة قناة السويس إن الملاحة منتظمة.",
                "The Suez Authority said traffic was normal.",
            ),
            ("عقد مجلس الأمن الدولي جلسة.", "The Council met."),
            (
                "وفي بروكسل، دعت المفوضية الأوروبية إلى ضبط النفس.",
                "In Brussels, the European Commission urged restraint.",
            ),
            (
                "وقالت المفوضية الأوروبية في بروكسل إن القرار نهائي.",
                "Brussels said the decision was final.",
            ),
            (
                "The UN Security Council met in New York.",
                "اجتمع مجلس الأمن في نيويورك.",
            ),
            (
                "Sergei Lavrov replied at once.",
                "ورد سيرغي لافروف على الفور.",
            ),
            // A title before a name.
            (
                "ورحب الوزير سيرغي لافروف بالقرار.",
                "Minister Lavrov welcomed the decision.",
            ),
            // A capital for its country.
            (
                "Ties between Russia and Saudi Arabia improved.",
                "وتحسنت العلاقات بين موسكو والرياض.",
            ),
        ] {
            testing::silent_with(&TermMissing, Some(PARTS), source, target);
        }
    }
}
