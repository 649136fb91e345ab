//! English names of units and currencies.

use crate::lang::closed::Closed;
use crate::lang::numerals::{Numeral, NumeralKind, Row};
use crate::lang::units::{Dimension, Found, Measure, Units, collect, sign};
use crate::lang::{Token, TokenKind};
use std::sync::LazyLock;

/// Words for a unit, folded; units that share a word are parted by `|`, the likelier first.
const WORDS: &[(&str, &[&str])] = &[
    ("millisecond", &["millisecond", "milliseconds", "ms"]),
    ("second", &["second", "seconds", "sec", "secs"]),
    ("minute", &["minute", "minutes", "min", "mins"]),
    ("hour", &["hour", "hours", "hr", "hrs"]),
    ("day", &["day", "days"]),
    ("night", &["night", "nights"]),
    ("week", &["week", "weeks", "wk", "wks", "fortnight"]),
    ("month", &["month", "months"]),
    ("year", &["year", "years", "yr", "yrs", "yo"]),
    ("decade", &["decade", "decades"]),
    ("century", &["century", "centuries"]),
    ("millennium", &["millennia"]),
    (
        "nm",
        &["nm", "nanometer", "nanometers", "nanometre", "nanometres"],
    ),
    (
        "µm",
        &[
            "µm",
            "μm",
            "micron",
            "microns",
            "micrometer",
            "micrometers",
            "micrometre",
            "micrometres",
        ],
    ),
    (
        "mm",
        &[
            "mm",
            "millimeter",
            "millimeters",
            "millimetre",
            "millimetres",
        ],
    ),
    (
        "cm",
        &[
            "cm",
            "centimeter",
            "centimeters",
            "centimetre",
            "centimetres",
        ],
    ),
    ("m", &["m", "meter", "meters", "metre", "metres"]),
    (
        "km",
        &[
            "km",
            "kms",
            "kilometer",
            "kilometers",
            "kilometre",
            "kilometres",
        ],
    ),
    ("inch", &["inch", "inches"]),
    ("foot", &["foot", "feet", "ft"]),
    ("yard", &["yard", "yards", "yd", "yds"]),
    ("mile", &["mile", "miles", "mi"]),
    ("hectare", &["hectare", "hectares", "ha"]),
    ("acre", &["acre", "acres"]),
    ("dunam", &["dunam", "dunams", "dunum", "dunums"]),
    ("feddan", &["feddan", "feddans"]),
    (
        "ml",
        &[
            "ml",
            "milliliter",
            "milliliters",
            "millilitre",
            "millilitres",
        ],
    ),
    ("l", &["l", "liter", "liters", "litre", "litres"]),
    ("gallon", &["gallon", "gallons"]),
    ("barrel", &["barrel", "barrels", "bbl", "bpd"]),
    ("pint", &["pint", "pints"]),
    ("µg", &["µg", "μg", "mcg", "microgram", "micrograms"]),
    ("mg", &["mg", "milligram", "milligrams"]),
    ("g", &["g", "gram", "grams", "gramme", "grammes"]),
    (
        "kg",
        &[
            "kg",
            "kgs",
            "kilogram",
            "kilograms",
            "kilogramme",
            "kilogrammes",
            "kilo",
            "kilos",
        ],
    ),
    ("tonne", &["ton", "tons", "tonne", "tonnes"]),
    ("lb", &["lb", "lbs"]),
    ("ounce", &["oz", "ounce", "ounces"]),
    ("stone", &["stones"]),
    ("quintal", &["quintal", "quintals"]),
    ("carat", &["carat", "carats"]),
    ("mph", &["mph"]),
    ("km/h", &["kph", "kmh", "kmph"]),
    ("knot", &["knot", "knots"]),
    ("degree", &["degree", "degrees"]),
    ("celsius", &["celsius", "centigrade"]),
    ("fahrenheit", &["fahrenheit"]),
    ("W", &["watt", "watts"]),
    ("kW", &["kw", "kilowatt", "kilowatts"]),
    ("MW", &["mw", "megawatt", "megawatts"]),
    ("GW", &["gw", "gigawatt", "gigawatts"]),
    ("hp", &["horsepower", "hp", "bhp"]),
    ("kWh", &["kwh"]),
    ("MWh", &["mwh"]),
    ("GWh", &["gwh"]),
    ("cal", &["calorie", "calories", "kcal"]),
    ("kB", &["kb", "kilobyte", "kilobytes"]),
    ("MB", &["mb", "megabyte", "megabytes"]),
    ("GB", &["gb", "gigabyte", "gigabytes"]),
    ("TB", &["tb", "terabyte", "terabytes"]),
    ("dollar", &["dollar", "dollars", "buck", "bucks"]),
    ("euro", &["euro", "euros", "eur"]),
    ("pound|lb", &["pound", "pounds"]),
    ("pound", &["quid", "sterling"]),
    ("lira", &["lira", "liras", "lire"]),
    ("dinar", &["dinar", "dinars"]),
    ("dirham", &["dirham", "dirhams"]),
    ("riyal", &["riyal", "riyals", "rial", "rials"]),
    ("real", &["reais", "reals"]),
    ("toman", &["toman", "tomans"]),
    ("rupee", &["rupee", "rupees", "rs", "inr"]),
    ("yen", &["yen", "jpy"]),
    ("yuan", &["yuan", "renminbi", "rmb", "cny"]),
    ("rouble", &["rouble", "roubles", "ruble", "rubles", "rub"]),
    ("shekel", &["shekel", "shekels", "nis"]),
    ("franc", &["franc", "francs", "chf"]),
    (
        "krona",
        &[
            "krona", "kronor", "krone", "kroner", "koruna", "korunas", "crown", "crowns",
        ],
    ),
    ("peso", &["peso", "pesos"]),
    ("rand", &["rand"]),
    ("won", &["krw"]),
    ("shilling", &["shilling", "shillings"]),
    ("naira", &["naira"]),
    ("hryvnia", &["hryvnia", "hryvnias"]),
    ("zloty", &["zloty", "zlotys"]),
    ("afghani", &["afghanis"]),
    ("bitcoin", &["bitcoin", "bitcoins"]),
    ("cent", &["cent", "cents"]),
    ("penny", &["penny", "pennies", "pence"]),
    ("piastre", &["piastre", "piastres"]),
    ("fils", &["fils"]),
];

/// Codes of currencies that stand before or after the sum, with the country.
const CODES: &[(&str, &str, &str)] = &[
    ("usd", "dollar", "US"),
    ("cad", "dollar", "CA"),
    ("aud", "dollar", "AU"),
    ("gbp", "pound", "GB"),
    ("egp", "pound", "EG"),
    ("syp", "lira|pound", "SY"),
    ("lbp", "lira|pound", "LB"),
    ("try", "lira", "TR"),
    ("sar", "riyal", "SA"),
    ("qar", "riyal", "QA"),
    ("omr", "riyal", "OM"),
    ("yer", "riyal", "YE"),
    ("irr", "riyal", "IR"),
    ("aed", "dirham", "AE"),
    ("mad", "dirham", "MA"),
    ("kwd", "dinar", "KW"),
    ("jod", "dinar", "JO"),
    ("bhd", "dinar", "BH"),
    ("iqd", "dinar", "IQ"),
    ("dzd", "dinar", "DZ"),
    ("tnd", "dinar", "TN"),
    ("lyd", "dinar", "LY"),
];

/// Nationalities of currencies.
const COUNTRIES: &[(&str, &str)] = &[
    ("us", "US"),
    ("american", "US"),
    ("canadian", "CA"),
    ("australian", "AU"),
    ("singapore", "SG"),
    ("british", "GB"),
    ("egyptian", "EG"),
    ("sudanese", "SD"),
    ("lebanese", "LB"),
    ("syrian", "SY"),
    ("turkish", "TR"),
    ("jordanian", "JO"),
    ("kuwaiti", "KW"),
    ("iraqi", "IQ"),
    ("algerian", "DZ"),
    ("tunisian", "TN"),
    ("libyan", "LY"),
    ("bahraini", "BH"),
    ("serbian", "RS"),
    ("saudi", "SA"),
    ("qatari", "QA"),
    ("omani", "OM"),
    ("yemeni", "YE"),
    ("iranian", "IR"),
    ("emirati", "AE"),
    ("uae", "AE"),
    ("moroccan", "MA"),
    ("indian", "IN"),
    ("pakistani", "PK"),
    ("swiss", "CH"),
    ("swedish", "SE"),
    ("norwegian", "NO"),
    ("danish", "DK"),
    ("czech", "CZ"),
    ("mexican", "MX"),
    ("philippine", "PH"),
    ("kenyan", "KE"),
    ("ugandan", "UG"),
    ("israeli", "IL"),
    ("russian", "RU"),
    ("japanese", "JP"),
    ("chinese", "CN"),
    ("brazilian", "BR"),
];

/// Words that may stand between a number and its unit.
const BETWEEN: &[&str] = &[
    "more",
    "consecutive",
    "straight",
    "full",
    "whole",
    "long",
    "additional",
    "extra",
    "successive",
    "further",
    "short",
    "solid",
    "entire",
    "calendar",
    "working",
    "business",
    "trading",
    "other",
    "further",
    "metric",
    "past",
    "last",
    "final",
    "first",
    "previous",
    "remaining",
    "million",
    "billion",
    "thousand",
    "trillion",
    "hundred",
    "odd",
    "plus",
    "or",
    "so",
];

static UNITS: LazyLock<Closed<Units>> = LazyLock::new(|| {
    let listed = WORDS
        .iter()
        .filter_map(|(codes, words)| Some((Units::of(codes)?, words)));
    listed
        .flat_map(|(units, words)| words.iter().map(move |word| (*word, units)))
        .collect()
});

fn currency_code(word: &str) -> Option<(Units, &'static str)> {
    CODES
        .iter()
        .find(|(code, _, _)| *code == word)
        .and_then(|(_, codes, country)| Some((Units::of(codes)?, *country)))
}

fn country(word: &str) -> Option<&'static str> {
    COUNTRIES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, code)| *code)
}

/// The unit that a folded word names, possessive or not.
pub(super) fn look_up(word: &str) -> Option<Units> {
    UNITS.get(word.strip_suffix("'s").unwrap_or(word))
}

/// Whether a folded word names a unit.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.get(word).is_some()
}

/// Whether `word`, written `raw`, glued to digits is a unit and makes no name of them: 20C and 5g do not, 5G
/// does.
pub(super) fn is_suffix(word: &str, raw: &str) -> bool {
    let capital = raw.len() == 1 && raw.bytes().all(|b| b.is_ascii_uppercase());
    match word {
        "c" | "f" => capital,
        "x" | "am" | "pm" => true,
        _ => !capital && UNITS.get(word).is_some(),
    }
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
        &["to", "or"],
    )
}

struct Reader<'a> {
    row: Row<'a>,
}

impl Reader<'_> {
    /// A unit that counts one by standing alone: `a week`, `the past decade`, `a mile away`.
    fn alone(&self, index: usize) -> Option<Units> {
        let word = self.row.word(index)?;
        let units = UNITS.get(word)?;
        matches!(
            word,
            "day"
                | "week"
                | "month"
                | "year"
                | "decade"
                | "century"
                | "hour"
                | "minute"
                | "mile"
                | "kilometer"
                | "kilometre"
                | "inch"
                | "yard"
                | "pound"
                | "kilo"
                | "acre"
                | "hectare"
                | "gallon"
        )
        .then_some(units)
        // A foot is a part of the body, and a ton a great deal: “a full foot”.
        .or_else(|| {
            let counted = index.checked_sub(1).and_then(|at| self.row.word(at));
            (matches!(word, "foot" | "pint" | "ounce" | "ton" | "tonne")
                && matches!(counted, Some("a" | "an" | "full" | "whole")))
            .then_some(units)
        })
    }

    fn of(&self, numeral: &Numeral) -> Option<Found> {
        let kind = numeral.kind;
        if matches!(
            kind,
            NumeralKind::Percent
                | NumeralKind::Time
                | NumeralKind::Decade
                | NumeralKind::Roman
                | NumeralKind::ListMarker
        ) {
            return None;
        }
        if kind == NumeralKind::Implied {
            let start = numeral.tokens.start;
            return (self.row.word(start) == Some("fortnight"))
                .then(|| UNITS.get("week"))
                .flatten()
                .map(|units| Found {
                    units,
                    tokens: start..start + 1,
                    country: None,
                });
        }
        // `an hour and a half`
        if kind == NumeralKind::Fraction && numeral.value() > 1.0 {
            let at = numeral.tokens.start.checked_sub(3)?;
            return Some(Found {
                units: UNITS.get(self.row.word(at)?)?,
                tokens: at..at + 1,
                country: None,
            });
        }
        self.before(numeral.tokens.start)
            .or_else(|| self.after(numeral.tokens.end, kind))
            .or_else(|| self.inches(numeral))
    }

    /// `five foot ten`: after feet a number below twelve is one of inches.
    fn inches(&self, numeral: &Numeral) -> Option<Found> {
        let start = numeral.tokens.start;
        let foot = start.checked_sub(1)?;
        let feet = matches!(self.row.word(foot), Some("foot" | "feet" | "ft"));
        (feet && start >= 2 && numeral.value() < 12.0)
            .then(|| {
                Some(Found {
                    units: Units::of("inch")?,
                    tokens: numeral.tokens.clone(),
                    country: None,
                })
            })
            .flatten()
    }

    /// `$5`, `US$5`, `EUR 5`.
    fn before(&self, start: usize) -> Option<Found> {
        let at = start.checked_sub(1)?;
        let token = self.row.get(at)?;
        match token.kind {
            TokenKind::Symbol => {
                let units = sign(&token.norm)?;
                let prefix = at
                    .checked_sub(1)
                    .filter(|_| token.glued)
                    .and_then(|prefix| self.row.word(prefix));
                let country = match prefix {
                    Some("us") => Some("US"),
                    Some("c" | "ca" | "can") => Some("CA"),
                    Some("a" | "au") => Some("AU"),
                    Some("hk") => Some("HK"),
                    Some("s") => Some("SG"),
                    _ => None,
                };
                Some(Found {
                    units,
                    tokens: at..start,
                    country,
                })
            }
            TokenKind::Word => {
                let word = &*token.norm;
                if let Some((units, country)) = currency_code(word) {
                    return Some(Found {
                        units,
                        tokens: at..start,
                        country: Some(country),
                    });
                }
                matches!(word, "rs" | "eur" | "nis" | "chf")
                    .then(|| UNITS.get(word))
                    .flatten()
                    .map(|units| Found {
                        units,
                        tokens: at..start,
                        country: None,
                    })
            }
            _ => None,
        }
    }

    fn after(&self, end: usize, kind: NumeralKind) -> Option<Found> {
        let row = self.row;
        let mut at = end;
        if row.is_hyphen(at) {
            at += 1;
        }
        match kind {
            NumeralKind::Fraction | NumeralKind::Group => {
                at += usize::from(row.word(at) == Some("of"));
                at += usize::from(matches!(row.word(at), Some("a" | "an" | "the")));
            }
            _ => {}
        }
        for _ in 0..2 {
            if row.word(at).is_some_and(|word| BETWEEN.contains(&word)) {
                at += 1;
                at += usize::from(row.is_hyphen(at));
            }
        }
        let start = at;
        if row.is_any(at, &["°", "º"]) {
            let code = match row.word(at + 1) {
                Some("c") => "celsius",
                Some("f") => "fahrenheit",
                _ => "degree",
            };
            return Some(Found {
                units: Units::of(code)?,
                tokens: at..at + 1 + usize::from(code != "degree"),
                country: None,
            });
        }
        if let Some(token) = row.get(at).filter(|token| token.kind == TokenKind::Symbol)
            && let Some(units) = sign(&token.norm)
        {
            // `5$`, but in `5 $6` the sign is the next number's.
            return (token.glued && !(row.glued(at + 1) && row.is_number(at + 1))).then_some(
                Found {
                    units,
                    tokens: at..at + 1,
                    country: None,
                },
            );
        }
        let word = row.word(at)?;
        // 5G is no weight.
        let raw = row.raw(at);
        if row.glued(at) && raw.len() == 1 && raw.chars().all(char::is_uppercase) {
            let code = match raw {
                "C" => "celsius",
                "F" => "fahrenheit",
                _ => return None,
            };
            return Some(Found {
                units: Units::of(code)?,
                tokens: at..at + 1,
                country: None,
            });
        }
        if let Some((units, country)) = currency_code(word) {
            let abbreviation = row.raw(at).chars().all(char::is_uppercase);
            return abbreviation.then_some(Found {
                units,
                tokens: at..at + 1,
                country: Some(country),
            });
        }
        let (power, country, at) = match word {
            "square" | "sq" => {
                let dot = row.is(at + 1, ".");
                (2, None, at + 1 + usize::from(dot))
            }
            "cubic" => (3, None, at + 1),
            "nautical" => (4, None, at + 1),
            "light" => (5, None, at + 1 + usize::from(row.is_hyphen(at + 1))),
            "u" if row.is(at + 1, ".") && row.word(at + 2) == Some("s") => {
                (1, Some("US"), at + 3 + usize::from(row.is(at + 3, ".")))
            }
            "new" if row.word(at + 1) == Some("zealand") => (1, Some("NZ"), at + 2),
            "hong" if row.word(at + 1) == Some("kong") => (1, Some("HK"), at + 2),
            _ => match country(word) {
                Some(code) => (1, Some(code), at + 1),
                None => (1, None, at),
            },
        };
        let name = row.word(at)?;
        let units = UNITS.get(name.strip_suffix("'s").unwrap_or(name))?;
        let code = units.first.code();
        if country.is_some() && units.first.dimension() != Dimension::Currency {
            return None;
        }
        let mut end = at + 1;
        let code = match (power, code) {
            (2, "m") => "m²",
            (2, "km") => "km²",
            (2, "cm") => "cm²",
            (2, "foot") => "ft²",
            (2, "mile") => "mi²",
            (3, "m") => "m³",
            (3, "cm") => "cm³",
            (3, "foot") => "ft³",
            (4, "mile") => "nautical mile",
            (5, "year") => "light year",
            (1, "degree") => {
                let scale = match row.word(end) {
                    Some("celsius" | "centigrade" | "c") => Some("celsius"),
                    Some("fahrenheit" | "f") => Some("fahrenheit"),
                    _ => None,
                };
                end += usize::from(scale.is_some());
                scale.unwrap_or("degree")
            }
            (1, "km" | "m" | "mile" | "foot") => match self.per(end) {
                Some((per, past)) => {
                    let speed = match (code, per) {
                        ("km", "hour") => "km/h",
                        ("mile", "hour") => "mph",
                        ("m", "second") => "m/s",
                        ("foot", "second") => "ft/s",
                        _ => code,
                    };
                    if speed != code {
                        end = past;
                    }
                    speed
                }
                None => code,
            },
            (1, _) => {
                // A country makes a pound money.
                let plain = country.is_some() || row.word(end) == Some("sterling");
                let sterling = row.word(end) == Some("sterling");
                let found = if plain {
                    Units {
                        first: units.first,
                        second: None,
                    }
                } else {
                    units
                };
                return Some(Found {
                    units: found,
                    tokens: start..end + usize::from(sterling),
                    country: country.or(sterling.then_some("GB")),
                });
            }
            _ => return None,
        };
        Some(Found {
            units: Units::of(code)?,
            tokens: start..end,
            country: None,
        })
    }

    /// `per hour`, `an hour`, `/h` at `index`.
    fn per(&self, index: usize) -> Option<(&'static str, usize)> {
        let row = self.row;
        let at = index + 1;
        let marked = matches!(row.word(index), Some("per" | "an" | "a")) || row.is(index, "/");
        if !marked {
            return None;
        }
        match row.word(at)? {
            "hour" | "h" | "hr" => Some(("hour", at + 1)),
            "second" | "s" | "sec" => Some(("second", at + 1)),
            _ => None,
        }
    }
}
