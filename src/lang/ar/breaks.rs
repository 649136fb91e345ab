//! Where Arabic sentences end: the tables.
//!
//! Arabic has no capitals, so that the word after a mark decides where a mark alone doesn't: the openers are
//! the particles and verbs with which newspapers start a sentence. Spelling is brought together (hamza,
//! vowel marks) before anything is looked up.

use crate::lang::breaks::{After, BreakTables};

/// The tables of Arabic. Single letters need no entry: with a full stop they are an initial or a title, and
/// after a number a unit (`2015 م.`).
pub(super) static TABLES: BreakTables = BreakTables {
    abbreviations: &[
        // Titles: a name follows (دكتور، أستاذ، مهندس، أستاذ دكتور، أستاذ مساعد، دكتور مهندس).
        (After::Never, "د أ م أ.د أ.م أ.م.د أ.د.م د.م م.م م.د"),
        // Parts of a reference, post boxes, telephones: a number follows.
        (After::Digits, "ص.ص مج ص.ب رقم هاتف تلفون فاكس"),
    ],
    openers: "لكن ولكن لكنه ولكنه لكنها ولكنها لكنهم ولكنهم لكننا ولكننا لكنني ولكنني \
              إن وإن إنه وإنه إنها وإنها إنهم وإنهم إننا وإننا إنني وإنني \
              لقد ولقد فقد وقد كما وكما هذا وهذا هذه وهذه ذلك وذلك تلك وتلك هؤلاء وهؤلاء \
              وهو وهي وهم نحن ونحن أنا وأنا أنت وأنت \
              أما وأما إذا وإذا فإذا لو ولو لولا ولولا عندما وعندما وحين وحينما وبينما وفيما \
              ومنذ وبعد بعدها وبعدها وقبل وفي ومن ومع ومعها وعلى وخلال ورغم \
              ثم هنا وهنا هناك وهناك ولم فلم ولن فلن ولا فلا وليس وليست \
              وكان وكانت وكانوا يذكر ويذكر تجدر وتجدر يشار ويشار وجاء وجاءت \
              لذلك ولذلك لذا ولذا وبذلك هكذا وهكذا وكذلك وأيضا ربما وربما بالطبع وبالطبع \
              هل وهل فهل ماذا وماذا فماذا لماذا ولماذا فلماذا كيف وكيف فكيف متى ومتى أين وأين فأين أليس \
              يا وتم وجرى وبحسب ووفق ووفقا وبناء ونتيجة وسوف فسوف ويبقى ويظل واليوم والآن وأمس",
    joining: "و ف",
    reporting: "قال قالت قالوا يقول تقول يقولون سأل سألت سألوا يسأل تسأل تساءل تساءلت يتساءل تتساءل \
                أجاب أجابت أجابوا يجيب تجيب رد ردت يرد ترد أضاف أضافت يضيف تضيف أكد أكدت يؤكد تؤكد \
                أعلن أعلنت أوضح أوضحت يوضح توضح ذكر ذكرت تابع تابعت يتابع تتابع صرخ صرخت يصرخ تصرخ صاح صاحت يصيح تصيح \
                هتف هتفت يهتف تهتف همس همست يهمس تهمس علق علقت يعلق تعلق كتب كتبت يكتب تكتب صرح صرحت \
                استطرد استطردت أردف أردفت خاطب خاطبت نادى نادت استفسر استفسرت هدد هددت مازح مازحت \
                أشار أشارت لفت لفتت شدد شددت اعتبر اعتبرت رأى رأت تمتم تمتمت \
                قائلا قائلة قائلين مضيفا مضيفة متسائلا متسائلة مؤكدا مؤكدة",
    object_endings: "ه ها هم هما ني نا ك كم",
    clause: "",
    letter_names: "إيه أيه بي سي دي إي إف أف جي إتش إيتش أتش آي أي جيه جاي كيه كي كاي إل أل إم أم إن أن أو بيه كيو آر أر إس أس تي يو في \
                   دبليو دابليو إكس أكس واي زد زي زيد",
    labelled: "فيتامين فيتامينات الكبد المجموعة مجموعة الفئة فئة النوع نوع الخطة خطة القسم قسم البند بند الفقرة فقرة الملحق ملحق \
               المادة مادة القاعدة قاعدة الفصل فصل الباب باب الصف صف المستوى مستوى المرحلة مرحلة المنطقة منطقة البوابة بوابة \
               المبنى مبنى القاعة قاعة الطراز طراز الفريق الخيار خيار النقطة نقطة الشكل شكل الجدول جدول الجزء جزء السؤال سؤال \
               المحور محور الدرس درس التمرين تمرين الطابق القطاع قطاع",
    ordinals: "أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا أخيرا",
    tied: "بتوقيت توقيت غرينتش بغرينتش جرينتش إلى حتى يوم يوميا مساء صباحا تقريبا من \
           الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الموافق",
    marked_names: "ياهو ياهوو",
    particles: "",
    always_capital: "",
};

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::lang::breaks::After;

    #[test]
    fn spellings_are_brought_together() {
        let breaks = Lang::ARABIC.breaks();
        assert_eq!(breaks.abbreviation("ا.د"), Some(After::Never));
        assert_eq!(breaks.abbreviation("أ.د"), Some(After::Never));
        assert!(breaks.is_opener("وَقَدْ"));
        assert!(breaks.is_opener("وأضاف"));
        assert!(!breaks.is_opener("أضاف"));
        assert!(breaks.is_reporting("سألها"));
        assert!(!breaks.is_reporting("وسألها"));
        assert!(breaks.is_letter_name("دبليو"));
    }
}
