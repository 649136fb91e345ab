//! Arabic names of units and currencies.

use crate::lang::ar::{clitics, fold};
use crate::lang::closed::Closed;
use crate::lang::numerals::{Numeral, NumeralKind, Row, Written};
use crate::lang::units::{Dimension, Found, Measure, Units, collect, sign};
use crate::lang::{Token, TokenKind};
use crate::text::Map;
use std::sync::LazyLock;

/// Singular, then plurals and other spellings. The accusative in `ا` and, where it says so, the dual are made.
const WORDS: &[(&str, &[&str], Dual)] = &[
    ("millisecond", &["مليثانية"], Dual::None),
    ("second", &["ثانية", "ثوان", "ثواني"], Dual::Feminine),
    ("minute", &["دقيقة", "دقائق"], Dual::Feminine),
    ("hour", &["ساعة", "ساعات"], Dual::Feminine),
    ("day", &["يوم", "أيام", "نهار"], Dual::Masculine),
    ("night", &["ليلة", "ليال", "ليالي"], Dual::Feminine),
    ("week", &["أسبوع", "أسابيع"], Dual::Masculine),
    ("month", &["شهر", "أشهر", "شهور"], Dual::Masculine),
    ("year", &["عام", "أعوام"], Dual::Masculine),
    ("year", &["سنة", "سنوات", "سنين"], Dual::Feminine),
    ("year", &["حولا", "ربيعا"], Dual::None),
    ("decade", &["عقد", "عقود"], Dual::Masculine),
    ("century", &["قرن", "قرون"], Dual::Masculine),
    ("millennium", &["ألفيات"], Dual::None),
    ("nm", &["نانومتر"], Dual::None),
    ("µm", &["ميكرومتر", "ميكرون"], Dual::None),
    (
        "mm",
        &["مليمتر", "ملليمتر", "ميليمتر", "مليمترات", "ملم", "مم"],
        Dual::None,
    ),
    (
        "cm",
        &["سنتيمتر", "سنتمتر", "سانتيمتر", "سنتيمترات", "سم"],
        Dual::None,
    ),
    ("m", &["متر", "أمتار"], Dual::Masculine),
    (
        "km",
        &["كيلومتر", "كيلومترات", "كم", "كلم"],
        Dual::Masculine,
    ),
    ("kg|km", &["كيلو"], Dual::None),
    ("inch", &["بوصة", "بوصات", "إنش", "إنشات"], Dual::Feminine),
    ("foot", &["قدم", "أقدام"], Dual::Masculine),
    ("yard", &["ياردة", "ياردات"], Dual::Feminine),
    ("mile", &["ميل", "أميال"], Dual::Masculine),
    ("hectare", &["هكتار", "هكتارات"], Dual::Masculine),
    ("acre|feddan", &["فدان", "أفدنة", "فدادين"], Dual::Masculine),
    ("acre", &["آكر", "إيكر", "أكر"], Dual::None),
    ("dunam", &["دونم", "دونمات"], Dual::Masculine),
    ("ml", &["مليلتر", "ملليلتر", "ميليلتر", "مل"], Dual::None),
    ("l", &["لتر", "لترات", "ليتر", "ليترات"], Dual::Masculine),
    (
        "gallon",
        &["غالون", "غالونات", "جالون", "جالونات"],
        Dual::None,
    ),
    ("barrel", &["برميل", "براميل"], Dual::Masculine),
    ("µg", &["ميكروغرام", "ميكروجرام"], Dual::None),
    (
        "mg",
        &[
            "مليغرام",
            "ملغرام",
            "ملليغرام",
            "ميليغرام",
            "مليجرام",
            "ملليجرام",
            "ملجم",
            "ملغ",
            "مجم",
        ],
        Dual::None,
    ),
    (
        "g",
        &["غرام", "غرامات", "جرام", "جرامات", "غم", "جم"],
        Dual::Masculine,
    ),
    (
        "kg",
        &[
            "كيلوغرام",
            "كيلوغرامات",
            "كيلوجرام",
            "كيلوجرامات",
            "كجم",
            "كغم",
            "كغ",
            "كلغ",
            "كلجم",
        ],
        Dual::None,
    ),
    ("tonne", &["طن", "أطنان"], Dual::Masculine),
    ("lb", &["رطل", "أرطال", "باوند", "باوندات"], Dual::Masculine),
    (
        "ounce",
        &["أونصة", "أونصات", "أوقية", "أوقيات", "أوقيه"],
        Dual::Feminine,
    ),
    ("quintal", &["قنطار", "قناطير"], Dual::None),
    ("carat", &["قيراط", "قراريط"], Dual::None),
    ("knot", &["عقدة", "عقد"], Dual::None),
    ("degree", &["درجة", "درجات"], Dual::Feminine),
    ("W", &["واط", "وات"], Dual::None),
    ("kW", &["كيلوواط", "كيلووات"], Dual::None),
    (
        "MW",
        &["ميغاواط", "ميجاواط", "ميغاوات", "ميجاوات"],
        Dual::None,
    ),
    (
        "GW",
        &["غيغاواط", "جيجاواط", "غيغاوات", "جيجاوات"],
        Dual::None,
    ),
    ("hp", &["حصان", "أحصنة"], Dual::None),
    ("cal", &["سعرة", "سعرات", "كالوري"], Dual::Feminine),
    ("kB", &["كيلوبايت"], Dual::None),
    ("MB", &["ميغابايت", "ميجابايت"], Dual::None),
    ("GB", &["غيغابايت", "جيجابايت"], Dual::None),
    ("TB", &["تيرابايت", "تيراوبايت"], Dual::None),
    ("dollar", &["دولار", "دولارات"], Dual::Masculine),
    ("euro", &["يورو", "يوروهات"], Dual::None),
    (
        "pound",
        &["جنيه", "جنيهات", "إسترليني", "استرليني"],
        Dual::Masculine,
    ),
    ("lira|pound", &["ليرة", "ليرات"], Dual::Feminine),
    ("dinar", &["دينار", "دنانير"], Dual::Masculine),
    ("dirham", &["درهم", "دراهم"], Dual::Masculine),
    ("riyal|real", &["ريال", "ريالات"], Dual::Masculine),
    ("toman", &["تومان"], Dual::None),
    ("rupee", &["روبية", "روبيات"], Dual::Feminine),
    ("yen", &["ين"], Dual::None),
    ("yuan", &["يوان", "رنمينبي"], Dual::None),
    ("rouble", &["روبل", "روبلات"], Dual::None),
    (
        "shekel",
        &["شيكل", "شيقل", "شواكل", "شواقل", "شيكلات"],
        Dual::None,
    ),
    ("franc", &["فرنك", "فرنكات"], Dual::None),
    ("krona", &["كرونة", "كرونات", "كرونا"], Dual::None),
    ("peso", &["بيزو", "بيسو"], Dual::None),
    ("rand", &["راند"], Dual::None),
    ("won", &["وون"], Dual::None),
    ("shilling", &["شلن", "شلنات"], Dual::None),
    ("naira", &["نايرا", "نيرة"], Dual::None),
    ("hryvnia", &["هريفنيا"], Dual::None),
    ("zloty", &["زلوتي"], Dual::None),
    ("afghani", &["أفغاني"], Dual::None),
    ("bitcoin", &["بيتكوين", "بتكوين"], Dual::None),
    ("cent", &["سنت", "سنتات"], Dual::Masculine),
    ("penny", &["بنس", "بنسات"], Dual::None),
    ("piastre", &["قرش", "قروش"], Dual::None),
    ("fils", &["فلس", "فلوس"], Dual::None),
];

/// How a unit makes its dual.
#[derive(Clone, Copy, PartialEq)]
enum Dual {
    /// Not used, or too like another word.
    None,
    /// `ان`, `ين`.
    Masculine,
    /// `تان`, `تين` for the feminine mark.
    Feminine,
}

/// Nationalities of currencies, masculine; the feminine is made.
const COUNTRIES: &[(&str, &str)] = &[
    ("أمريكي", "US"),
    ("أميركي", "US"),
    ("كندي", "CA"),
    ("أسترالي", "AU"),
    ("استرالي", "AU"),
    ("نيوزيلندي", "NZ"),
    ("سنغافوري", "SG"),
    ("إسترليني", "GB"),
    ("استرليني", "GB"),
    ("بريطاني", "GB"),
    ("مصري", "EG"),
    ("سوداني", "SD"),
    ("لبناني", "LB"),
    ("سوري", "SY"),
    ("تركي", "TR"),
    ("أردني", "JO"),
    ("كويتي", "KW"),
    ("عراقي", "IQ"),
    ("جزائري", "DZ"),
    ("تونسي", "TN"),
    ("ليبي", "LY"),
    ("بحريني", "BH"),
    ("صربي", "RS"),
    ("سعودي", "SA"),
    ("قطري", "QA"),
    ("عماني", "OM"),
    ("يمني", "YE"),
    ("إيراني", "IR"),
    ("إماراتي", "AE"),
    ("مغربي", "MA"),
    ("هندي", "IN"),
    ("باكستاني", "PK"),
    ("سويسري", "CH"),
    ("سويدي", "SE"),
    ("نرويجي", "NO"),
    ("دنماركي", "DK"),
    ("دانمركي", "DK"),
    ("تشيكي", "CZ"),
    ("مكسيكي", "MX"),
    ("فلبيني", "PH"),
    ("كيني", "KE"),
    ("أوغندي", "UG"),
    ("إسرائيلي", "IL"),
    ("روسي", "RU"),
    ("ياباني", "JP"),
    ("صيني", "CN"),
    ("برازيلي", "BR"),
];

/// Which form of a unit a word is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub units: Units,
    article: bool,
    dual: bool,
    joined: bool,
}

static FORMS: LazyLock<Closed<(Units, bool)>> = LazyLock::new(|| {
    let mut map: Map<Box<str>, (Units, bool)> = Map::default();
    for (codes, words, dual) in WORDS {
        let Some(units) = Units::of(codes) else {
            continue;
        };
        let mut forms: Vec<(String, bool)> = Vec::new();
        for word in *words {
            let folded = fold(word);
            if !word.ends_with('ة') && folded.chars().count() > 2 {
                forms.push((format!("{folded}ا"), false));
            }
            forms.push((folded, false));
        }
        if let Some(singular) = words.first() {
            forms.extend(dual_forms(singular, *dual).map(|form| (form, true)));
        }
        for (form, dual) in forms {
            map.entry(form.into()).or_insert((units, dual));
        }
    }
    map.into_iter().collect()
});

fn dual_forms(singular: &str, dual: Dual) -> impl Iterator<Item = String> {
    let folded = fold(singular);
    let stem = match dual {
        Dual::None => None,
        Dual::Masculine => Some(folded),
        Dual::Feminine => folded.strip_suffix('ه').map(|stem| format!("{stem}ت")),
    };
    stem.into_iter()
        .flat_map(|stem| ["ان", "ين"].map(|ending| format!("{stem}{ending}")))
}

/// The unit that a folded word names, alone or with the article.
pub(super) fn look_up(word: &str) -> Option<Form> {
    let ((units, dual), glue) = clitics::find(word, &FORMS)?;
    // `فلس` and `كعام` are rather words of their own; a unit is joined by `و`, `ب` and `ل`.
    (!word.starts_with(['ف', 'ك']) || glue.is_none()).then_some(Form {
        units,
        article: glue.article,
        dual,
        joined: glue.joined,
    })
}

/// The duals of units of time, length and money: words that say two by themselves, folded.
pub(super) fn duals() -> impl Iterator<Item = &'static str> {
    static DUALS: LazyLock<Vec<String>> = LazyLock::new(|| {
        WORDS
            .iter()
            .filter(|(_, _, dual)| *dual != Dual::None)
            .filter_map(|(_, words, dual)| words.first().map(|word| (word, dual)))
            .flat_map(|(word, dual)| dual_forms(word, *dual))
            .collect()
    });
    DUALS.iter().map(String::as_str)
}

fn country(word: &str) -> Option<&'static str> {
    static FOLDED: LazyLock<Map<String, &'static str>> = LazyLock::new(|| {
        let mut map = Map::default();
        for (name, code) in COUNTRIES {
            let folded = fold(name);
            for ending in ["", "ه", "ا", "ين", "ان"] {
                for article in ["", "ال"] {
                    map.insert(format!("{article}{folded}{ending}"), *code);
                }
            }
        }
        map
    });
    FOLDED.get(word).copied()
}

/// The measures of a text in order of their numerals.
pub(super) fn read(text: &str, tokens: &[Token], numerals: &[Numeral]) -> Vec<Measure> {
    let reader = Reader {
        row: Row { text, tokens },
    };
    collect(
        reader.row,
        numerals,
        |numeral| reader.of(numeral),
        |index| reader.alone(index),
        &["الي", "او"],
    )
}

struct Reader<'a> {
    row: Row<'a>,
}

impl Reader<'_> {
    fn form(&self, index: usize) -> Option<Form> {
        self.row.word(index).and_then(look_up)
    }

    /// A unit that counts one by standing alone.
    fn alone(&self, index: usize) -> Option<Units> {
        self.form(index)
            .filter(|form| form.units.first.dimension() != Dimension::Currency && !form.dual)
            .map(|form| form.units)
    }

    fn of(&self, numeral: &Numeral) -> Option<Found> {
        if matches!(
            numeral.kind,
            NumeralKind::Percent
                | NumeralKind::Time
                | NumeralKind::Decade
                | NumeralKind::Roman
                | NumeralKind::ListMarker
                | NumeralKind::Implied
        ) {
            return None;
        }
        let tokens = &numeral.tokens;
        // A dual holds its unit in itself.
        if let Some(form) = self.form(tokens.start).filter(|form| form.dual) {
            return Some(Found {
                units: form.units,
                tokens: tokens.start..tokens.start + 1,
                country: self.row.word(tokens.end).and_then(country),
            });
        }
        self.sign_before(tokens.start)
            // `الدقيقة 73` has its unit, whatever follows.
            .or_else(|| self.before(numeral).filter(|_| self.is_minute(numeral)))
            .or_else(|| self.after(tokens.end).filter(|_| !self.is_verb(numeral)))
            .or_else(|| self.before(numeral))
    }

    /// Whether a numeral is the minute of a match, told in digits behind the word.
    fn is_minute(&self, numeral: &Numeral) -> bool {
        numeral.written == Written::Digits
            && self.row.word_before(numeral.tokens.start) == Some("الدقيقه")
    }

    /// Whether what looks like a plural after a numeral can't be counted by it: 73 take the singular, and أشهر is
    /// a verb there (he made public), or “most famous”.
    fn is_verb(&self, numeral: &Numeral) -> bool {
        self.row.word(numeral.tokens.end) == Some("اشهر")
            && numeral
                .readings
                .iter()
                .all(|value| value.fract() == 0.0 && !(3.0..=10.0).contains(&(value % 100.0)))
    }

    fn sign_before(&self, start: usize) -> Option<Found> {
        let at = start.checked_sub(1)?;
        let token = self
            .row
            .get(at)
            .filter(|token| token.kind == TokenKind::Symbol)?;
        Some(Found {
            units: sign(&token.norm)?,
            tokens: at..start,
            country: None,
        })
    }

    fn after(&self, end: usize) -> Option<Found> {
        let row = self.row;
        let mut at = end;
        if let Some(token) = row.get(at).filter(|token| token.kind == TokenKind::Symbol) {
            if let Some(units) = sign(&token.norm) {
                return (!(row.glued(at + 1) && row.is_number(at + 1))).then_some(Found {
                    units,
                    tokens: at..at + 1,
                    country: None,
                });
            }
            if matches!(&*token.norm, "°" | "º") {
                let fahrenheit = matches!(row.word(at + 1), Some("ف" | "f"));
                return Some(Found {
                    units: Units::of(if fahrenheit { "fahrenheit" } else { "degree" })?,
                    tokens: at..at + 1,
                    country: None,
                });
            }
        }
        if row.is_hyphen(at) {
            at += 1;
        }
        at += usize::from(
            row.word(at) == Some("من") && self.form(at + 1).is_some_and(|form| form.article),
        );
        // A person's age has its unit without saying it.
        if row.word(at) == Some("من")
            && matches!(row.word(at + 1), Some("عمره" | "عمرها" | "العمر" | "عمرهم"))
        {
            return Some(Found {
                units: Units::of("year")?,
                tokens: at..at + 2,
                country: None,
            });
        }
        let form = match row.word(at)? {
            // Spelled in two words.
            "كيلو" => match row.word(at + 1) {
                Some("متر" | "مترا" | "مترات" | "امتار") => {
                    Some((Units::of("km")?, at + 2))
                }
                Some("غرام" | "غراما" | "جرام" | "جراما" | "غرامات" | "جرامات") => {
                    Some((Units::of("kg")?, at + 2))
                }
                Some("واط" | "وات") => Some((Units::of("kW")?, at + 2)),
                _ => None,
            },
            "سنه" if row.word(at + 1) == Some("ضوئيه") => {
                Some((Units::of("light year")?, at + 2))
            }
            "م" if row.glued(at) || row.is_any(at + 1, &["²", "2"]) => {
                Some((Units::of("m")?, at + 1))
            }
            _ => None,
        };
        let (units, mut past) = match form {
            Some(found) => found,
            None => {
                let form = self.form(at)?;
                // `5 و يوم`: a joined word is the next thing.
                if form.dual || form.joined {
                    return None;
                }
                (form.units, at + 1)
            }
        };
        let code = units.first.code();
        let next = row.word(past);
        let refined = match (code, next) {
            ("m", Some("مربع" | "مربعا" | "مربعه" | "المربع")) => Some("m²"),
            ("km", Some("مربع" | "مربعا" | "مربعه" | "المربع")) => Some("km²"),
            ("cm", Some("مربع" | "مربعا" | "مربعه")) => Some("cm²"),
            ("foot", Some("مربع" | "مربعا" | "مربعه")) => Some("ft²"),
            ("mile", Some("مربع" | "مربعا" | "مربعه")) => Some("mi²"),
            ("m", Some("مكعب" | "مكعبا" | "مكعبه")) => Some("m³"),
            ("cm", Some("مكعب" | "مكعبا" | "مكعبه")) => Some("cm³"),
            ("foot", Some("مكعب" | "مكعبا" | "مكعبه")) => Some("ft³"),
            ("mile", Some("بحري" | "بحريا" | "بحريه")) => Some("nautical mile"),
            ("year", Some("ضوئيه")) => Some("light year"),
            ("degree", Some("مئويه" | "سيليزيه" | "سلسيوس")) => Some("celsius"),
            ("degree", Some("فهرنهايت" | "فهرنهايتيه")) => Some("fahrenheit"),
            _ => None,
        };
        if let Some(code) = refined {
            return Some(Found {
                units: Units::of(code)?,
                tokens: at..past + 1,
                country: None,
            });
        }
        if let Some((speed, end)) = self.speed(code, past) {
            return Some(Found {
                units: Units::of(speed)?,
                tokens: at..end,
                country: None,
            });
        }
        let money = units.first.dimension() == Dimension::Currency;
        let found = next.filter(|_| money).and_then(country);
        past += usize::from(found.is_some());
        Some(Found {
            units,
            tokens: at..past,
            country: found,
        })
    }

    /// `في الساعة`, `بالساعة`, `/س`, `/ساعة` after a length.
    fn speed(&self, code: &str, index: usize) -> Option<(&'static str, usize)> {
        let row = self.row;
        let (per, end) = match row.word(index) {
            Some("في" | "كل") => (row.word(index + 1)?, index + 2),
            Some(word) => (word.strip_prefix("ب")?, index + 1),
            None if row.is(index, "/") => (row.word(index + 1)?, index + 2),
            None => return None,
        };
        let per = per.strip_prefix("ال").unwrap_or(per);
        let speed = match (code, per) {
            ("km", "ساعه" | "س") => "km/h",
            ("mile", "ساعه" | "س") => "mph",
            ("m", "ثانيه" | "ث") => "m/s",
            _ => return None,
        };
        Some((speed, end))
    }

    /// `الأيام الخمسة`, `اليوم الثالث`, `الدقيقة 45`.
    fn before(&self, numeral: &Numeral) -> Option<Found> {
        let at = numeral.tokens.start.checked_sub(1)?;
        // `دون سن الخامسة`: an age is told in years.
        if matches!(self.row.word(at), Some("سن" | "بسن" | "عمر" | "بعمر"))
            && numeral.kind != NumeralKind::Group
        {
            return Some(Found {
                units: Units::of("year")?,
                tokens: at..at + 1,
                country: None,
            });
        }
        let form = self.form(at)?;
        let article = form.article;
        if form.dual {
            return None;
        }
        let fits = match numeral.kind {
            // `سنة ونصف` is one and a half years.
            NumeralKind::Fraction => {
                numeral.value() > 1.0 || self.row.word(numeral.tokens.start) == Some("الا")
            }
            NumeralKind::Ordinal => {
                article && (numeral.definite || numeral.written == Written::Digits)
            }
            NumeralKind::Cardinal => {
                (article && numeral.definite)
                    || (numeral.value() == 1.0 && numeral.written == Written::Words)
                    || (article
                        && numeral.written == Written::Digits
                        && form.units.first.code() == "minute")
            }
            _ => false,
        };
        fits.then_some(Found {
            units: form.units,
            tokens: at..at + 1,
            country: None,
        })
    }
}
