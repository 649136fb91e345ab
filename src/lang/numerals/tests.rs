//! Values of numbers in running text, in both languages.

use super::{Clock, Numeral, NumeralKind, digit_values, roman, same};
use crate::lang::{Analysis, Lang};

fn numerals(text: &str) -> Vec<Numeral> {
    let lang = Lang::detect(text).unwrap_or(Lang::ENGLISH);
    Analysis::new(text, lang, &[]).numerals
}

/// The values of a text's numerals but those that only hold a number (`both`).
fn values(text: &str) -> Vec<f64> {
    numerals(text)
        .iter()
        .filter(|numeral| numeral.kind != NumeralKind::Implied)
        .map(Numeral::value)
        .collect()
}

fn hold(cases: &[(&str, &[f64])]) {
    for (text, expected) in cases {
        let found = values(text);
        let equal =
            found.len() == expected.len() && found.iter().zip(*expected).all(|(a, b)| same(*a, *b));
        assert!(equal, "{text}: {found:?}, not {expected:?}");
    }
}

/// Each text has a numeral of this kind that can be read as this value.
fn hold_kind(kind: NumeralKind, cases: &[(&str, f64)]) {
    for (text, value) in cases {
        let found = numerals(text);
        assert!(
            found.iter().any(|numeral| numeral.kind == kind
                && numeral
                    .readings
                    .iter()
                    .any(|reading| same(*reading, *value))),
            "{text}: no {kind:?} of {value} in {found:?}"
        );
    }
}

#[test]
fn arabic_digits_and_magnitudes() {
    hold(&[
        ("٣٥ مليون نسمة", &[35e6]),
        ("35 مليونا من السكان", &[35e6]),
        ("۳۵ ألف شخص", &[35e3]),
        ("بلغ العدد 300 ألف", &[300e3]),
        ("بلغ العدد 300,000", &[300e3]),
        ("بلغ العدد ٣٠٠٬٠٠٠", &[300e3]),
        ("بلغت النسبة ٣٫٥", &[3.5]),
        ("حوالي 76.000 متفرج", &[76e3]),
        ("حوالي 1.234.567 نسمة", &[1_234_567.0]),
        ("بلغ 1,234.56 دولار", &[1234.56]),
        ("بلغ 1.234,56 يورو", &[1234.56]),
        ("نحو 1 000 000 لاجئ", &[1e6]),
        ("نحو 68, 000 لاجئ", &[68e3]),
        ("مليوني دولار", &[2e6]),
        ("مليونا دولار", &[2e6]),
        ("بمليوني دولار", &[2e6]),
        ("ألفا شخص", &[2e3]),
        ("ألفي شخص", &[2e3]),
        ("لألفي عام", &[2e3]),
        ("مئتا شخص ومئتي جندي", &[200.0, 200.0]),
        ("مائتا شخص ومائتي جندي", &[200.0, 200.0]),
        ("ملياري يورو ومليارا جنيه", &[2e9, 2e9]),
        ("ثلاثة مليارات دولار", &[3e9]),
        ("تريليون دولار وتريليوني يورو", &[1e12, 2e12]),
        ("5 تريليونات دولار", &[5e12]),
        ("3 بلايين دولار", &[3e9]),
        ("مليون ونصف المليون شخص", &[1.5e6]),
        ("مليون ونصف مليون شخص", &[1.5e6]),
        ("مليونان ونصف المليون", &[2.5e6]),
        ("3 ملايين ونصف مليون", &[3.5e6]),
        ("مليون و300 ألف شخص", &[1.3e6]),
        ("مليون و 300 ألف شخص", &[1.3e6]),
        ("مليونين وثلاثمئة ألف", &[2.3e6]),
        ("3 آلاف و500 جندي", &[3500.0]),
        ("ألف وخمسمئة جندي", &[1500.0]),
        ("ألف مليار دولار", &[1e12]),
        ("نصف مليون شخص", &[5e5]),
        ("نصف المليار", &[5e8]),
        ("ربع مليون لاجئ", &[250e3]),
        ("ثلاثة أرباع المليون", &[750e3]),
        ("ثلثي المليون", &[2e6 / 3.0]),
        ("½ مليون", &[5e5]),
        ("1.5 مليون", &[1.5e6]),
        ("1,5 مليون", &[1.5e6]),
        ("2½", &[2.5]),
    ]);
}

#[test]
fn arabic_number_words() {
    hold(&[
        ("ثلاثة رجال وأربع نساء", &[3.0, 4.0]),
        ("خمسة عشر كتابا", &[15.0]),
        ("إحدى عشرة دولة", &[11.0]),
        ("أحد عشر لاعبا", &[11.0]),
        ("اثنا عشر شهرا", &[12.0]),
        ("اثنتي عشرة سنة", &[12.0]),
        ("ثماني عشرة مدينة", &[18.0]),
        ("ثلاثة وعشرون عاما", &[23.0]),
        ("إحدى وعشرين طلقة", &[21.0]),
        ("واحد وعشرون عضوا", &[21.0]),
        ("اثنان وسبعون شخصا", &[72.0]),
        ("خمسة و عشرون", &[25.0]),
        ("والثلاثين", &[30.0]),
        ("الثلاثة والثلاثين", &[33.0]),
        ("مئة شخص", &[100.0]),
        ("مائة شخص", &[100.0]),
        ("المئة", &[100.0]),
        ("المائة", &[100.0]),
        ("ثلاثمئة وخمسون", &[350.0]),
        ("ثلاثمائة وخمسون", &[350.0]),
        ("ثلاث مئة شخص", &[300.0]),
        ("ثلاث مائة شخص", &[300.0]),
        ("ثمانمئة وتسع", &[809.0]),
        ("ثمانيمئة", &[800.0]),
        ("مئة وواحد", &[101.0]),
        ("مئتان واثنا عشر", &[212.0]),
        ("ألف وتسعمئة وأربعة وثمانين", &[1984.0]),
        ("عام ألفين وعشرين", &[2020.0]),
        ("ألفان وثلاثة وعشرون", &[2023.0]),
        ("خمسة آلاف", &[5000.0]),
        ("خمسة وعشرون ألفا", &[25_000.0]),
        ("أحد عشر ألفا", &[11_000.0]),
        ("مئة ألف", &[100_000.0]),
        ("ثلاثمئة ألف وأربعمئة", &[300_400.0]),
        ("ثلاثة ملايين وأربعمئة ألف", &[3.4e6]),
        ("وبثلاثة ملايين", &[3e6]),
        ("للسبعة", &[7.0]),
        ("بالخمسة", &[5.0]),
        ("مجموعة العشرين", &[20.0]),
        ("مجموعة السبع", &[7.0]),
        ("الخمسة عشر", &[15.0]),
        ("خمسة وثلاثة", &[5.0, 3.0]),
        ("بين مئة ومئتين", &[100.0, 200.0]),
        ("بين عشرين وثلاثين", &[20.0, 30.0]),
        ("عشرة وعشرين", &[10.0, 20.0]),
        ("مليون وخمسة ملايين", &[1e6, 5e6]),
        ("صفر", &[0.0]),
    ]);
}

#[test]
fn arabic_ordinals() {
    hold_kind(
        NumeralKind::Ordinal,
        &[
            ("المركز الرابع والثلاثين", 34.0),
            ("المرة الثانية عشرة", 12.0),
            ("للمرة الحادية عشرة", 11.0),
            ("الحادي والعشرون من الشهر", 21.0),
            ("القرن الحادي والعشرين", 21.0),
            ("القرن التاسع عشر", 19.0),
            ("القرن 19", 19.0),
            ("الثالث عشر من رجب", 13.0),
            ("في الثانية والأربعين من عمره", 42.0),
            ("في الخامسة والخمسين من عمرها", 55.0),
            ("الحرب العالمية الأولى", 1.0),
            ("ثاني أكبر مدينة", 2.0),
            ("للمرة الثالثة", 3.0),
            ("رابع أكبر", 4.0),
            ("العاشر من مايو", 10.0),
            ("الملك فاروق الأول", 1.0),
            ("الطابق السادس عشر", 16.0),
            ("بالسابعة والعشرين", 27.0),
            ("في العقد الخامس من عمره", 40.0),
        ],
    );
}

#[test]
fn arabic_parts_percents_and_groups() {
    hold_kind(
        NumeralKind::Fraction,
        &[
            ("نصف السكان", 0.5),
            ("ثلث السكان", 1.0 / 3.0),
            ("ثلثا السكان", 2.0 / 3.0),
            ("ثلثي الأعضاء", 2.0 / 3.0),
            ("ربع السكان", 0.25),
            ("ثلاثة أرباع السكان", 0.75),
            ("أربعة أخماس السكان", 0.8),
            ("تسعة أعشار", 0.9),
            ("سنة ونصف السنة", 1.5),
            ("عام ونصف", 1.5),
            ("1/3 السكان", 1.0 / 3.0),
        ],
    );
    hold_kind(
        NumeralKind::Percent,
        &[
            ("5% من", 5.0),
            ("٥٪ من", 5.0),
            ("٪5 من", 5.0),
            ("%5 من", 5.0),
            ("5 في المئة من", 5.0),
            ("5 في المائة من", 5.0),
            ("5 بالمئة من", 5.0),
            ("5 بالمائة من", 5.0),
            ("خمسة بالمئة من", 5.0),
            ("خمسة وعشرين في المئة", 25.0),
            ("مئة في المئة", 100.0),
            ("2.5 نقطة مئوية", 2.5),
            ("12,5 في المئة", 12.5),
        ],
    );
    hold_kind(
        NumeralKind::Group,
        &[
            ("عشرات القتلى", 10.0),
            ("مئات الجرحى", 100.0),
            ("آلاف المتظاهرين", 1e3),
            ("الملايين من الناس", 1e6),
            ("عشرات الآلاف", 10e3),
            ("مئات الآلاف من اللاجئين", 100e3),
            ("عشرات الملايين", 10e6),
            ("ملايين الدولارات", 1e6),
            ("مليارات الدولارات", 1e9),
        ],
    );
    hold_kind(
        NumeralKind::Decade,
        &[
            ("ثمانينيات القرن العشرين", 1980.0),
            ("ثمانينات القرن الماضي", 1980.0),
            ("الثمانينيات من القرن الماضي", 1980.0),
            ("في التسعينات", 1990.0),
            ("ستينيات القرن التاسع عشر", 1860.0),
            ("عشرينيات القرن الحالي", 2020.0),
            ("خمسينيات القرن الـ20", 1950.0),
            ("في الستينيات من عمره", 60.0),
            ("في خمسينياتها", 50.0),
        ],
    );
}

#[test]
fn arabic_times() {
    for (text, minutes, sure) in [
        ("الساعة الثانية والنصف", 150, false),
        ("الساعة الثانية والنصف ظهرا", 870, true),
        ("الساعة الثانية والنصف بعد الظهر", 870, true),
        ("عند الساعة السابعة مساء", 1140, true),
        ("في الثامنة صباحا", 480, true),
        ("الساعة الواحدة والربع", 75, false),
        ("الساعة العاشرة إلا ربعا", 585, false),
        ("الساعة الخامسة إلا الثلث عصرا", 1000, true),
        ("الساعة الثانية عشرة ظهرا", 720, true),
        ("الساعة الحادية عشرة ليلا", 1380, true),
        ("الساعة 3 عصرا", 900, true),
        ("الساعة 14:30", 870, true),
        ("الساعة ١٤:٣٠", 870, true),
        ("02:28", 148, false),
        ("الساعة 7:45 م", 1185, true),
        ("الساعة 9 ص", 540, true),
        ("الساعة 14.30", 870, true),
        ("الثالثة وعشر دقائق فجرا", 190, true),
        ("الثامنة من مساء أمس", 1200, true),
    ] {
        let found = numerals(text);
        let clock = found.first().and_then(|numeral| numeral.clock);
        assert_eq!(clock, Some(Clock { minutes, sure }), "{text}: {found:?}");
    }
}

#[test]
fn arabic_words_that_only_look_like_numbers() {
    for text in [
        "لم يصل أحد",
        "أحد الحاضرين قال ذلك",
        "إحدى الدول",
        "وصل يوم الاثنين والثلاثاء والأربعاء والخميس",
        "في كانون الثاني وتشرين الأول",
        "نصف النهائي",
        "ربع نهائي الكأس",
        "تقرير نصف سنوي",
        "في منتصف الليل",
        "الثلاثاء الكبير",
        "لست أدري",
        "ألف ست أوبرات",
        "أثنى على الجهود",
        "ثمن البضاعة",
        "ربيع الأول",
        "جمادى الآخرة",
    ] {
        let found: Vec<_> = numerals(text)
            .into_iter()
            .filter(|numeral| numeral.unsaid < 0.35)
            .collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    // What can be left unsaid carries it.
    for (text, at_least) in [
        ("كلا الطرفين", 0.9),
        ("مرة ثانية", 0.9),
        ("أولا، وثانيا", 0.9),
        ("لأول مرة", 0.85),
        ("محادثات ثنائية", 0.9),
        ("رجل واحد", 0.9),
        ("يومين", 0.5),
    ] {
        let found = numerals(text);
        assert!(
            !found.is_empty() && found.iter().all(|numeral| numeral.unsaid >= at_least),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn english_digits_and_magnitudes() {
    hold(&[
        ("35 million people", &[35e6]),
        ("35,000,000 people", &[35e6]),
        ("$2.5m", &[2.5e6]),
        ("£3bn and €4bn", &[3e9, 4e9]),
        ("US$1.2tn", &[1.2e12]),
        ("$300M", &[300e6]),
        ("$3B", &[3e9]),
        ("a salary of 50k", &[50e3]),
        ("2.5mn", &[2.5e6]),
        ("76,000 spectators", &[76e3]),
        ("1 000 000 people", &[1e6]),
        ("1\u{00A0}500 people", &[1500.0]),
        ("1,234.56", &[1234.56]),
        ("1.234,56", &[1234.56]),
        ("12,34,567", &[1_234_567.0]),
        ("1.5 million", &[1.5e6]),
        ("a 1.5-million-dollar house", &[1.5e6]),
        ("3 million 500 thousand", &[3.5e6]),
        ("2 dozen eggs", &[24.0]),
        ("half a million", &[5e5]),
        ("half-a-million", &[5e5]),
        ("a quarter of a million", &[250e3]),
        ("three quarters of a million", &[750e3]),
        ("a million and a half", &[1.5e6]),
        ("two and a half million", &[2.5e6]),
        ("one and a half billion", &[1.5e9]),
        ("3½ years", &[3.5]),
        ("2 1/2 years", &[2.5]),
        ("500 thousand million", &[5e11]),
        ("3 lakh people", &[3e5]),
        ("2 crore rupees", &[2e7]),
        ("in 2018 300 people came", &[2018.0, 300.0]),
        ("5 to 7 million people", &[5e6, 7e6]),
        ("$5-7 million", &[5e6, 7e6]),
        ("between 2 and 3 billion", &[2e9, 3e9]),
        ("1950-53", &[1950.0, 1953.0]),
        ("the 2018/19 season", &[2018.0, 2019.0]),
        ("1998–2003", &[1998.0, 2003.0]),
        ("10-12 people", &[10.0, 12.0]),
        ("won 3-1", &[3.0, 1.0]),
    ]);
}

#[test]
fn english_number_words() {
    hold(&[
        ("three men and four women", &[3.0, 4.0]),
        ("twenty-one guns", &[21.0]),
        ("twenty one guns", &[21.0]),
        ("a hundred and one", &[101.0]),
        ("one hundred one", &[101.0]),
        ("three hundred and five people", &[305.0]),
        ("two thousand and eighteen", &[2018.0]),
        ("two thousand five hundred", &[2500.0]),
        ("twelve hundred soldiers", &[1200.0]),
        ("nineteen eighty-four", &[1984.0]),
        ("twenty twenty", &[2020.0]),
        ("a thousand nights", &[1000.0]),
        ("one million two hundred thousand", &[1.2e6]),
        ("seventy-three thousand two hundred and five", &[73_205.0]),
        ("between one hundred and two hundred", &[100.0, 200.0]),
        ("one hundred and two hundred", &[100.0, 200.0]),
        ("five and ten", &[5.0, 10.0]),
        ("a dozen people", &[12.0]),
        ("half a dozen people", &[6.0]),
        ("two dozen people", &[24.0]),
        ("three and a half years", &[3.5]),
        ("two-and-a-half years", &[2.5]),
        ("zero", &[0.0]),
        ("five-year plan", &[5.0]),
        ("a 42-year-old man", &[42.0]),
    ]);
}

#[test]
fn english_kinds() {
    hold_kind(
        NumeralKind::Ordinal,
        &[
            ("finished 34th", 34.0),
            ("the 21st century", 21.0),
            ("the twenty-first century", 21.0),
            ("the First World War", 1.0),
            ("for the twelfth time", 12.0),
            ("the 1,000th game", 1000.0),
            ("a hundredth anniversary", 100.0),
            ("a third strategy", 3.0),
            ("the two hundredth", 200.0),
        ],
    );
    hold_kind(
        NumeralKind::Fraction,
        &[
            ("half of them", 0.5),
            ("two-thirds of voters", 2.0 / 3.0),
            ("two thirds of voters", 2.0 / 3.0),
            ("three-quarters of voters", 0.75),
            ("a third of voters", 1.0 / 3.0),
            ("one fifth of voters", 0.2),
            ("one-tenth", 0.1),
            ("1/3 of them", 1.0 / 3.0),
            ("½ of them", 0.5),
            ("a quarter of voters", 0.25),
        ],
    );
    hold_kind(
        NumeralKind::Percent,
        &[
            ("5%", 5.0),
            ("5 %", 5.0),
            ("5 percent", 5.0),
            ("5 per cent", 5.0),
            ("five percent", 5.0),
            ("twenty-five per cent", 25.0),
            ("2.5 percentage points", 2.5),
            ("a 5-percent rise", 5.0),
            ("5pc", 5.0),
        ],
    );
    hold_kind(
        NumeralKind::Decade,
        &[
            ("the 1980s", 1980.0),
            ("the 1980's", 1980.0),
            ("the mid-1980s", 1980.0),
            ("the '80s", 1980.0),
            ("the 80s", 1980.0),
            ("the eighties", 1980.0),
            ("in his sixties", 60.0),
            ("in his 60s", 60.0),
            ("the 1800s", 19.0),
        ],
    );
    hold_kind(
        NumeralKind::Group,
        &[
            ("dozens of people", 12.0),
            ("scores of people", 20.0),
            ("tens of thousands of people", 10e3),
            ("hundreds of people", 100.0),
            ("hundreds of thousands", 100e3),
            ("millions of dollars", 1e6),
            ("tens of millions", 10e6),
        ],
    );
    hold_kind(
        NumeralKind::Code,
        &[
            ("COVID-19 cases", 19.0),
            ("an F-16 jet", 16.0),
            ("the G7 summit", 7.0),
            ("an Airbus A320", 320.0),
            ("a 5G network", 5.0),
            ("كوفيد-19", 19.0),
            ("إف-16", 16.0),
            ("قمة G20", 20.0),
        ],
    );
    hold_kind(
        NumeralKind::Roman,
        &[
            ("Elizabeth II", 2.0),
            ("Louis XVI", 16.0),
            ("World War I", 1.0),
            ("Phase III trials", 3.0),
            ("بنديكتوس XVI", 16.0),
        ],
    );
    hold_kind(
        NumeralKind::ListMarker,
        &[
            ("1. Open the door", 1.0),
            ("(2) Close it", 2.0),
            ("3) افتح الباب", 3.0),
        ],
    );
    hold_kind(
        NumeralKind::Implied,
        &[
            ("both sides", 2.0),
            ("twice a week", 2.0),
            ("trilateral talks", 3.0),
            ("a single man", 1.0),
            ("a pair of shoes", 2.0),
            ("WWII", 2.0),
            ("محادثات ثلاثية", 3.0),
        ],
    );
}

#[test]
fn english_times() {
    for (text, minutes, sure) in [
        ("at 2:30 p.m.", 870, true),
        ("at 2.30pm", 870, true),
        ("at 2:30 pm on", 870, true),
        ("at 7 p.m. ET", 1140, true),
        ("at 7pm", 1140, true),
        ("at 10am", 600, true),
        ("at 12 a.m.", 0, true),
        ("at 12 p.m.", 720, true),
        ("at 14:30", 870, true),
        ("at 1900 GMT", 1140, true),
        ("at half past three", 210, false),
        ("at a quarter to five", 285, false),
        ("ten past six", 370, false),
        ("at three o'clock", 180, false),
        ("at 3 o'clock", 180, false),
        ("at three p.m.", 900, true),
        ("02:28", 148, false),
    ] {
        let found = numerals(text);
        let clock = found.iter().find_map(|numeral| numeral.clock);
        assert_eq!(clock, Some(Clock { minutes, sure }), "{text}: {found:?}");
    }
}

#[test]
fn english_words_that_only_look_like_numbers() {
    for text in [
        "no one came",
        "one another",
        "this one is mine",
        "a split second",
        "thirty seconds",
        "the quarter-final",
        "someone",
        "I am here",
        "the second-hand shop",
        "I think so",
    ] {
        let found: Vec<_> = numerals(text)
            .into_iter()
            .filter(|numeral| numeral.unsaid < 0.7 && numeral.value() < 30.0)
            .collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn separators_are_read_both_ways() {
    for (text, expected) in [
        ("76.000", vec![76_000.0, 76.0]),
        ("76,000", vec![76_000.0, 76.0]),
        ("1.234", vec![1.234, 1234.0]),
        ("12,5", vec![12.5]),
        ("0.125", vec![0.125]),
        ("12.50", vec![12.5]),
        ("1,234,567", vec![1_234_567.0]),
        ("1.234.567", vec![1_234_567.0]),
    ] {
        assert_eq!(digit_values(text, text).0, expected, "{text}");
    }
    assert_eq!(digit_values("٣٫٥٠٠", "3.500").0, [3.5]);
    assert_eq!(digit_values("٣٬٥٠٠", "3,500").0, [3500.0]);
}

#[test]
fn roman_digits_must_be_well_formed() {
    for (text, value) in [
        ("II", 2),
        ("IV", 4),
        ("IX", 9),
        ("XIV", 14),
        ("XL", 40),
        ("LXXIX", 79),
    ] {
        assert_eq!(roman(text), Some(value));
    }
    for text in ["IIX", "VV", "MIX", "", "LIL", "Xi"] {
        assert_eq!(roman(text), None, "{text}");
    }
}

// ---- round trips --------------------------------------------------------------------------------------

const MASCULINE: [&str; 11] = [
    "",
    "واحد",
    "اثنان",
    "ثلاثة",
    "أربعة",
    "خمسة",
    "ستة",
    "سبعة",
    "ثمانية",
    "تسعة",
    "عشرة",
];
const FEMININE: [&str; 11] = [
    "",
    "واحدة",
    "اثنتان",
    "ثلاث",
    "أربع",
    "خمس",
    "ست",
    "سبع",
    "ثمان",
    "تسع",
    "عشر",
];
const ARABIC_TENS: [&str; 10] = [
    "", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع",
];

/// How the generator writes.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// Of feminine nouns.
    feminine: bool,
    /// In the genitive or accusative.
    oblique: bool,
    /// `مائة` instead of `مئة`.
    school: bool,
}

fn arabic_below_hundred(n: usize, form: Form) -> String {
    let unit = |n: usize| match (form.feminine, n) {
        (true, 2) if form.oblique => "اثنتين",
        (false, 2) if form.oblique => "اثنين",
        (true, n) => FEMININE[n],
        (false, n) => MASCULINE[n],
    };
    let ending = if form.oblique { "ين" } else { "ون" };
    match n {
        0..=10 => unit(n).to_owned(),
        11 => if form.feminine {
            "إحدى عشرة"
        } else {
            "أحد عشر"
        }
        .to_owned(),
        12 => match (form.feminine, form.oblique) {
            (true, true) => "اثنتي عشرة",
            (true, false) => "اثنتا عشرة",
            (false, true) => "اثني عشر",
            (false, false) => "اثنا عشر",
        }
        .to_owned(),
        13..=19 => {
            let unit = if form.feminine && n == 18 {
                "ثماني"
            } else {
                unit(n - 10)
            };
            format!("{unit} {}", if form.feminine { "عشرة" } else { "عشر" })
        }
        _ if n.is_multiple_of(10) => format!("{}{ending}", ARABIC_TENS[n / 10]),
        _ => {
            let unit = match (form.feminine, n % 10) {
                (true, 1) => "إحدى",
                (_, n) => unit(n),
            };
            format!("{unit} و{}{ending}", ARABIC_TENS[n / 10])
        }
    }
}

fn arabic(n: usize, form: Form) -> String {
    if n == 0 {
        return "صفر".to_owned();
    }
    let hundred = if form.school { "مائ" } else { "مئ" };
    let dual = if form.oblique { "ين" } else { "ان" };
    let mut parts: Vec<String> = Vec::new();
    let masculine = Form {
        feminine: false,
        ..form
    };
    match n / 1000 {
        0 => {}
        1 => parts.push("ألف".to_owned()),
        2 => parts.push(format!("ألف{dual}")),
        thousands => parts.push(format!(
            "{} آلاف",
            arabic_below_hundred(thousands, masculine)
        )),
    }
    match n / 100 % 10 {
        0 => {}
        1 => parts.push(format!("{hundred}ة")),
        2 => parts.push(format!("{hundred}ت{dual}")),
        hundreds => parts.push(format!("{}{hundred}ة", ARABIC_TENS[hundreds])),
    }
    if !n.is_multiple_of(100) {
        parts.push(arabic_below_hundred(n % 100, form));
    }
    parts.join(" و")
}

fn one_numeral(text: &str, words: &str, value: usize) {
    let found = numerals(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert!(same(found[0].value(), value as f64), "{text}: {found:?}");
    assert_eq!(found[0].span.of(text), words, "{text}");
}

#[test]
fn arabic_words_from_0_to_9999_in_their_forms() {
    const FORMS: [(bool, bool, bool); 4] = [
        (false, false, false),
        (false, true, true),
        (true, false, true),
        (true, true, false),
    ];
    for n in 0..10_000 {
        // Every form up to a thousand and a bit, then one form a number.
        for (feminine, oblique, school) in FORMS
            .into_iter()
            .enumerate()
            .filter(|(form, _)| n < 1200 || n % 4 == *form)
            .map(|(_, form)| form)
        {
            let words = arabic(
                n,
                Form {
                    feminine,
                    oblique,
                    school,
                },
            );
            one_numeral(&format!("بلغ العدد {words} هناك"), &words, n);
        }
    }
}

#[test]
fn arabic_words_with_proclitics_and_before_thousands() {
    let form = Form {
        feminine: false,
        oblique: true,
        school: false,
    };
    for n in 3..1000 {
        let words = arabic(n, form);
        for glue in ["و", "ب", "ل", "وب"] {
            // لتسع and بست are other words too and need their feminine mark, which this form has.
            let glued = format!("{glue}{words}");
            one_numeral(&format!("كان ذلك {glued} هناك"), &glued, n);
        }
        if n > 10 {
            let thousands = format!("{words} ألف");
            one_numeral(&format!("بلغ العدد {thousands} شخص"), &thousands, n * 1000);
        }
    }
}

#[test]
fn arabic_ordinals_from_1_to_99_in_their_forms() {
    const ORDINALS: [[&str; 2]; 11] = [
        ["", ""],
        ["الأول", "الأولى"],
        ["الثاني", "الثانية"],
        ["الثالث", "الثالثة"],
        ["الرابع", "الرابعة"],
        ["الخامس", "الخامسة"],
        ["السادس", "السادسة"],
        ["السابع", "السابعة"],
        ["الثامن", "الثامنة"],
        ["التاسع", "التاسعة"],
        ["العاشر", "العاشرة"],
    ];
    for n in 1..100usize {
        for gender in 0..2 {
            for ending in ["ون", "ين"] {
                let unit = |n: usize| match (n, gender) {
                    (1, 0) => "الحادي",
                    (1, _) => "الحادية",
                    _ => ORDINALS[n][gender],
                };
                let words = match n {
                    1..=10 => ORDINALS[n][gender].to_owned(),
                    11..=19 => format!("{} {}", unit(n - 10), ["عشر", "عشرة"][gender]),
                    _ if n % 10 == 0 => format!("ال{}{ending}", ARABIC_TENS[n / 10]),
                    _ => format!("{} وال{}{ending}", unit(n % 10), ARABIC_TENS[n / 10]),
                };
                one_numeral(&format!("حل في المركز {words} هناك"), &words, n);
            }
        }
    }
}

fn english(n: usize, and: bool, hyphen: bool) -> String {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let below_hundred = |n: usize| match n {
        0..=19 => UNITS[n].to_owned(),
        _ if n.is_multiple_of(10) => TENS[n / 10].to_owned(),
        _ => format!(
            "{}{}{}",
            TENS[n / 10],
            if hyphen { "-" } else { " " },
            UNITS[n % 10]
        ),
    };
    if n == 0 {
        return "zero".to_owned();
    }
    let mut words = String::new();
    if n >= 1000 {
        words.push_str(&format!("{} thousand", UNITS[n / 1000]));
    }
    if !(n / 100).is_multiple_of(10) {
        words.push_str(&format!(" {} hundred", UNITS[n / 100 % 10]));
    }
    if !n.is_multiple_of(100) {
        words.push_str(if and && n > 100 { " and " } else { " " });
        words.push_str(&below_hundred(n % 100));
    }
    words.trim().to_owned()
}

#[test]
fn english_words_from_0_to_9999_in_their_forms() {
    const FORMS: [(bool, bool); 3] = [(true, true), (false, true), (true, false)];
    for n in 0..10_000 {
        for (and, hyphen) in FORMS
            .into_iter()
            .enumerate()
            .filter(|(form, _)| n < 1200 || n % 3 == *form)
            .map(|(_, form)| form)
        {
            let words = english(n, and, hyphen);
            one_numeral(&format!("There were {words} there."), &words, n);
        }
        if n > 0 && n < 1000 {
            let words = format!("{} million", english(n, true, true));
            one_numeral(
                &format!("There were {words} people."),
                &words,
                n * 1_000_000,
            );
        }
    }
}
