//! Names of bodies, and what behind one makes it another's: مجلس الأمن القومي is not مجلس الأمن.

use super::{article, fold};
use crate::lang::{Token, TokenKind};
use crate::text::Set;
use std::ops::Range;
use std::sync::LazyLock;

/// How many words a name may go on for.
const LONGEST: usize = 4;

/// Nouns that head the names of bodies.
static BODIES: &[&str] = &[
    "أكاديمية",
    "ائتلاف",
    "اتحاد",
    "إدارة",
    "أركان",
    "برلمان",
    "برنامج",
    "بعثة",
    "بنك",
    "تجمع",
    "تحالف",
    "تنظيم",
    "تيار",
    "جامعة",
    "جبهة",
    "جماعة",
    "جمعية",
    "جهاز",
    "جيش",
    "حرس",
    "حركة",
    "حزب",
    "حلف",
    "دائرة",
    "ديوان",
    "رابطة",
    "سلطة",
    "شبكة",
    "شرطة",
    "شركة",
    "صندوق",
    "غرفة",
    "قوات",
    "كتلة",
    "كلية",
    "كونغرس",
    "كونفدرالية",
    "لجنة",
    "مؤتمر",
    "مؤسسة",
    "مجلس",
    "محكمة",
    "مديرية",
    "مرصد",
    "مركز",
    "مصرف",
    "مصلحة",
    "معهد",
    "مفوضية",
    "مكتب",
    "منتدى",
    "منظمة",
    "نقابة",
    "نيابة",
    "هيئة",
    "وزارة",
    "وكالة",
];

/// Adjectives with no ending of their own that tell bodies apart.
static DISTINGUISHING: &[&str] = &[
    "كبرى",
    "حر",
    "حرة",
    "متحد",
    "متحدة",
    "موحد",
    "موحدة",
    "مستقل",
    "مستقلة",
    "مسلح",
    "مسلحة",
    "مشترك",
    "مشتركة",
];

/// Adjectives that say when a body is meant, which in a row, of what worth, or that it is known: with them it stays
/// the same.
static PASSING: &[&str] = &[
    "أجنبي",
    "أجنبية",
    "أساسي",
    "أساسية",
    "أسبوعي",
    "أسبوعية",
    "أصلي",
    "أصلية",
    "أممي",
    "أممية",
    "أولي",
    "أولية",
    "تاريخي",
    "تاريخية",
    "تالي",
    "تالية",
    "ثاني",
    "ثانية",
    "ثماني",
    "حالي",
    "حالية",
    "حقيقي",
    "حقيقية",
    "خارجي",
    "خارجية",
    "دولي",
    "دولية",
    "دوري",
    "دورية",
    "رئيسي",
    "رئيسية",
    "رسمي",
    "رسمية",
    "سنوي",
    "سنوية",
    "شخصي",
    "شخصية",
    "شهري",
    "شهرية",
    "عالمي",
    "عالمية",
    "قوي",
    "قوية",
    "ماضي",
    "ماضية",
    "محلي",
    "محلية",
    "مرئي",
    "معني",
    "معنية",
    "نهائي",
    "نهائية",
    "يومي",
    "يومية",
];

/// What a body may be for, behind ل: الاتحاد الأوروبي لكرة القدم.
static FIELDS: &[&str] = &[
    "إذاعات",
    "أبحاث",
    "إحصاء",
    "أدباء",
    "ألعاب",
    "أندية",
    "بحوث",
    "برلمانيين",
    "بلديات",
    "تأمين",
    "تجارة",
    "تربية",
    "ترجمة",
    "تعليم",
    "تنس",
    "ثقافة",
    "جمعيات",
    "جودو",
    "جامعات",
    "حقوق",
    "حقوقيين",
    "دراجات",
    "رياضة",
    "رياضات",
    "رياضيين",
    "زراعة",
    "سباحة",
    "سياحة",
    "شباب",
    "شطرنج",
    "صحافة",
    "صحافيين",
    "صحفيين",
    "صناعة",
    "صناعات",
    "طاقة",
    "طب",
    "طلاب",
    "طلبة",
    "طيران",
    "عمال",
    "عمل",
    "فروسية",
    "فنون",
    "فنانين",
    "قانون",
    "كتاب",
    "كرة",
    "مترجمين",
    "محامين",
    "مرأة",
    "مصارعة",
    "ملاحة",
    "ملاكمة",
    "ملكية",
    "مهندسين",
    "نساء",
    "نقابات",
    "نقل",
    "يد",
];

fn set(words: &[&str]) -> Set<String> {
    words.iter().map(|word| fold(word)).collect()
}

/// The folded word without conjunction, preposition and article.
fn bare(folded: &str) -> &str {
    if let Some((_, rest)) = article(folded) {
        return rest;
    }
    let joined = folded
        .strip_prefix(['و', 'ف'])
        .filter(|rest| is_listed(rest));
    let rest = joined.unwrap_or(folded);
    if is_listed(rest) {
        return rest;
    }
    let joined = rest.strip_prefix(['و', 'ف']).unwrap_or(rest);
    [rest, joined]
        .into_iter()
        .filter_map(|rest| {
            let article = ["ال", "بال", "كال", "لل"];
            let article = article
                .iter()
                .find_map(|letters| rest.strip_prefix(letters));
            article.or_else(|| rest.strip_prefix(['ب', 'ل', 'ك']))
        })
        .find(|rest| is_listed(rest))
        .unwrap_or(folded)
}

fn is_listed(folded: &str) -> bool {
    static SET: LazyLock<Set<String>> = LazyLock::new(|| set(BODIES));
    SET.contains(folded)
}

/// Whether the folded word, with what may be written together with it, heads the names of bodies.
pub(super) fn is_body(folded: &str) -> bool {
    is_listed(bare(folded))
}

/// The tokens of the longer name of a body that those at `name` begin, as far as the form of the words behind tells:
/// adjectives with the article that agree with a noun of the name, or the field behind ل.
pub(super) fn longer(text: &str, tokens: &[Token], name: Range<usize>) -> Range<usize> {
    let Some(own) = tokens.get(name.clone()) else {
        return name;
    };
    let (Some(first), Some(last)) = (own.first(), own.last()) else {
        return name;
    };
    if !is_body(&first.norm) {
        return name;
    }
    let feminine = |word: &str| word.ends_with('ه') || word.ends_with("ات");
    let genders = [feminine(bare(&first.norm)), feminine(&last.norm)];
    let follows = |at: usize| {
        let before = tokens.get(at.checked_sub(1)?)?;
        let next = tokens.get(at)?;
        let gap = text.get(before.span.end..next.span.start)?;
        (next.kind == TokenKind::Word && gap == " ").then_some(next)
    };
    let mut end = name.end;
    while let Some(next) = follows(end).filter(|_| end - name.end < LONGEST) {
        let adjective = next.norm.strip_prefix("ال").filter(|rest| {
            is_distinguishing(rest) || is_relational(rest) && genders.contains(&feminine(rest))
        });
        if adjective.is_some() {
            end += 1;
            continue;
        }
        if is_field(&next.norm) {
            end += 1;
            // كرة القدم
            if follows(end).is_some_and(|next| next.norm.starts_with("ال"))
                && !next.norm.starts_with("لل")
            {
                end += 1;
            }
        }
        break;
    }
    name.start..end
}

/// Whether an adjective, folded and without its article, tells bodies apart without an ending that says so.
fn is_distinguishing(bare: &str) -> bool {
    static SET: LazyLock<Set<String>> = LazyLock::new(|| set(DISTINGUISHING));
    SET.contains(bare)
}

/// Whether an adjective, folded and without its article, is one of belonging that may tell one body from another.
fn is_relational(bare: &str) -> bool {
    static KEEP: LazyLock<Set<String>> = LazyLock::new(|| set(PASSING));
    let ending = bare.ends_with('ي') || bare.ends_with("يه");
    ending && bare.chars().count() >= 4 && !KEEP.contains(bare)
}

fn is_field(folded: &str) -> bool {
    static SET: LazyLock<Set<String>> = LazyLock::new(|| set(FIELDS));
    let behind = folded
        .strip_prefix("لل")
        .or_else(|| folded.strip_prefix('ل'));
    behind.is_some_and(|rest| SET.contains(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::tokenize;

    fn goes_on(name: &str, text: &str) -> bool {
        let tokens = tokenize(text, &[]);
        let length = tokenize(name, &[]).len();
        longer(text, &tokens, 0..length) != (0..length)
    }

    #[test]
    fn another_body_has_an_adjective_or_a_field_more() {
        for (name, text) in [
            ("مجلس الأمن", "مجلس الأمن القومي"),
            ("لمجلس الأمن", "لمجلس الأمن القومي الإيراني"),
            ("والحزب الديمقراطي", "والحزب الديمقراطي الوطني"),
            ("الاتحاد الأوروبي", "الاتحاد الأوروبي لكرة القدم"),
            ("الاتحاد الأفريقي", "الاتحاد الأفريقي للصحفيين"),
            ("المحكمة العليا", "المحكمة العليا الاتحادية"),
            ("منظمة التعاون", "منظمة التعاون الإسلامي"),
            ("المحكمة", "المحكمة الكبرى"),
        ] {
            assert!(goes_on(name, text), "{text}");
        }
    }

    #[test]
    fn what_says_when_or_which_time_leaves_it_the_same() {
        for (name, text) in [
            ("مجلس الأمن", "مجلس الأمن الدولي"),
            ("مجلس الأمن", "مجلس الأمن الحالي"),
            ("مجلس الأمن", "مجلس الأمن السابق"),
            ("البرلمان الأوروبي", "البرلمان الأوروبي الجديد"),
            ("الأمم المتحدة", "الأمم المتحدة الأخيرة"),
            ("مجلس النواب", "مجلس النواب الماضي"),
            ("المحكمة الدستورية", "المحكمة الدستورية العليا"),
            // A verb's object or subject, a purpose, a new clause.
            ("مجلس الأمن", "مجلس الأمن القرار"),
            ("مجلس الأمن", "مجلس الأمن لبحث الأزمة"),
            ("الاتحاد الأوروبي", "الاتحاد الأوروبي للمرة الأولى"),
            ("مجلس الأمن", "مجلس الأمن، القومي"),
            // No gender that it could agree with.
            ("مجلس الأمن", "مجلس الأمن الروسية"),
            // No body.
            ("اتفاق باريس", "اتفاق باريس المناخي"),
        ] {
            assert!(!goes_on(name, text), "{text}");
        }
    }
}
