//! The suras of the Quran by name, which many texts cite by number.

use crate::lang::ar::fold;
use crate::text::Map;
use std::sync::LazyLock;

/// In their order.
const SURAS: [&str; 114] = [
    "الفاتحة",
    "البقرة",
    "آل عمران",
    "النساء",
    "المائدة",
    "الأنعام",
    "الأعراف",
    "الأنفال",
    "التوبة",
    "يونس",
    "هود",
    "يوسف",
    "الرعد",
    "إبراهيم",
    "الحجر",
    "النحل",
    "الإسراء",
    "الكهف",
    "مريم",
    "طه",
    "الأنبياء",
    "الحج",
    "المؤمنون",
    "النور",
    "الفرقان",
    "الشعراء",
    "النمل",
    "القصص",
    "العنكبوت",
    "الروم",
    "لقمان",
    "السجدة",
    "الأحزاب",
    "سبأ",
    "فاطر",
    "يس",
    "الصافات",
    "ص",
    "الزمر",
    "غافر",
    "فصلت",
    "الشورى",
    "الزخرف",
    "الدخان",
    "الجاثية",
    "الأحقاف",
    "محمد",
    "الفتح",
    "الحجرات",
    "ق",
    "الذاريات",
    "الطور",
    "النجم",
    "القمر",
    "الرحمن",
    "الواقعة",
    "الحديد",
    "المجادلة",
    "الحشر",
    "الممتحنة",
    "الصف",
    "الجمعة",
    "المنافقون",
    "التغابن",
    "الطلاق",
    "التحريم",
    "الملك",
    "القلم",
    "الحاقة",
    "المعارج",
    "نوح",
    "الجن",
    "المزمل",
    "المدثر",
    "القيامة",
    "الإنسان",
    "المرسلات",
    "النبأ",
    "النازعات",
    "عبس",
    "التكوير",
    "الانفطار",
    "المطففين",
    "الانشقاق",
    "البروج",
    "الطارق",
    "الأعلى",
    "الغاشية",
    "الفجر",
    "البلد",
    "الشمس",
    "الليل",
    "الضحى",
    "الشرح",
    "التين",
    "العلق",
    "القدر",
    "البينة",
    "الزلزلة",
    "العاديات",
    "القارعة",
    "التكاثر",
    "العصر",
    "الهمزة",
    "الفيل",
    "قريش",
    "الماعون",
    "الكوثر",
    "الكافرون",
    "النصر",
    "المسد",
    "الإخلاص",
    "الفلق",
    "الناس",
];

/// Other names and cases.
const OTHERS: &[(&str, u8)] = &[
    ("براءة", 9),
    ("بني إسرائيل", 17),
    ("المؤمنين", 23),
    ("ياسين", 36),
    ("المؤمن", 40),
    ("حم السجدة", 41),
    ("المنافقين", 63),
    ("الدهر", 76),
    ("التطفيف", 83),
    ("الانشراح", 94),
    ("الزلزال", 99),
    ("الكافرين", 109),
    ("اللهب", 111),
];

static NUMBERS: LazyLock<Map<String, u8>> = LazyLock::new(|| {
    let listed = SURAS.iter().copied().zip(1..);
    listed
        .chain(OTHERS.iter().copied())
        .map(|(name, number)| (folded(name), number))
        .collect()
});

/// A name with each of its words folded.
fn folded(name: &str) -> String {
    let words: Vec<String> = name.split(' ').map(fold).collect();
    words.join(" ")
}

/// The number of the sura whose name these folded words are.
pub(super) fn number<'a>(words: impl Iterator<Item = Option<&'a str>>) -> Option<u8> {
    let words: Option<Vec<&str>> = words.collect();
    NUMBERS.get(&words?.join(" ")).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sura_has_its_number() {
        let named = |name: &str| {
            let folded = folded(name);
            number(folded.split(' ').map(Some))
        };
        assert_eq!(named("الفاتحة"), Some(1));
        assert_eq!(named("آل عمران"), Some(3));
        assert_eq!(named("الكهف"), Some(18));
        assert_eq!(named("يس"), Some(36));
        assert_eq!(named("الملك"), Some(67));
        assert_eq!(named("الناس"), Some(114));
        assert_eq!(NUMBERS.len(), SURAS.len() + OTHERS.len());
    }
}
