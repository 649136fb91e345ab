//! `length-ratio`: a translation far longer or shorter than those around it.

use super::{BeadContext, Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::is_ignorable;
use crate::text::Side;
use unicode_normalization::char::is_combining_mark;

/// See [`RULE`].
#[derive(Debug)]
pub struct LengthRatio;

static RULE: Rule = Rule {
    name: "length-ratio",
    category: Category::Shape,
    severity: Severity::Info,
    mqm: "design and markup / length",
    its: "length",
    summary: "A translation is far longer or shorter than its source, measured by the rest of the document.",
    why: "Lengths of source and translation go together closely. Where one pair falls out of the row, something was left \
          out, added, or paired wrongly.",
    what_to_do: "Compare the two texts word by word.",
    limits: "The usual ratio and its spread are those of the document; documents of fewer than ten sentences have none. \
             Short segments vary freely and are left alone, as is what is not translated at all (see `omission`, \
             `addition`, `untranslated`).",
    examples: &[
        Example::wrong(
            ROW_AR_OUT,
            ROW_EN_OUT,
            "The last sentence is a third as long as the others let expect.",
        ),
        Example::right(ROW_AR, ROW_EN, "All sentences keep the ratio."),
        Example::right(
            "نعم",
            "Yes, of course, with the greatest pleasure",
            "Short texts vary freely.",
        ),
    ],
    options: &[
        OptionDoc {
            key: "deviations",
            default: "4.5",
            doc: "how many standard deviations from the usual ratio are too many",
        },
        OptionDoc {
            key: "least",
            default: "60",
            doc: "the length in characters from which a text is judged",
        },
    ],
};

macro_rules! row_ar {
    () => {
        "عقدت اللجنة اجتماعها الدوري في مقر المنظمة صباح الأحد بحضور جميع الأعضاء.\n\
         ناقش الأعضاء تقرير الأمين العام عن أنشطة المنظمة خلال السنة الماضية.\n\
         وافقت اللجنة على ميزانية العام المقبل بعد نقاش طويل حول بنودها المختلفة.\n\
         قررت اللجنة إيفاد بعثة إلى المنطقة لتقييم الأوضاع الإنسانية هناك.\n\
         دعا رئيس اللجنة الدول الأعضاء إلى تسديد مساهماتها في موعدها المحدد.\n\
         أعرب عدد من المندوبين عن قلقهم من تأخر تنفيذ المشاريع المتفق عليها.\n\
         طلب ممثل الشباب إشراك المنظمات الشبابية في إعداد الخطة الجديدة.\n\
         أكد مدير البرامج أن العمل في المدارس سيبدأ مطلع الشهر القادم.\n\
         شكر المشاركون الدولة المضيفة على حسن التنظيم وكرم الضيافة.\n\
         رفعت الجلسة عند الظهر على أن تستأنف اللجنة أعمالها يوم الثلاثاء.\n"
    };
}

macro_rules! row_en {
    () => {
        "The committee held its regular meeting at the organisation's seat on Sunday morning with all members present.\n\
         Members discussed the secretary-general's report on the organisation's activities during the past year.\n\
         The committee approved next year's budget after a long discussion of its various items.\n\
         The committee decided to send a mission to the region to assess the humanitarian situation there.\n\
         The chairman called on member states to pay their contributions by the date that had been set.\n\
         A number of delegates voiced concern at the delay in carrying out the projects agreed upon.\n\
         The youth representative asked for youth organisations to be involved in preparing the new plan.\n\
         The programme director confirmed that work in the schools would begin early next month.\n\
         Participants thanked the host country for the good organisation and its hospitality.\n\
         The session was adjourned at noon, and the committee will resume its work on Tuesday.\n"
    };
}

const ROW_AR: &str = row_ar!();
const ROW_EN: &str = row_en!();
const ROW_AR_OUT: &str = concat!(
    row_ar!(),
    "أضاف المتحدث أن اللجنة ستنظر في اجتماعها المقبل في مشروع القرار الخاص بالتعليم في المناطق الريفية وفي تمويله، وأنها ستدعو خبراء من عدة دول للمشاركة."
);
const ROW_EN_OUT: &str = concat!(row_en!(), "The spokesman also mentioned a draft.");

/// Beads that a document needs for a usual ratio.
const LEAST_BEADS: usize = 10;
/// Spread of the logarithm of the ratio that good translations have whatever their length, and the part of it that
/// falls with the length. Measured on news and encyclopaedic texts.
const SPREAD: f64 = 0.12;
const SPREAD_BY_LENGTH: f64 = 1.2;

impl Check for LengthRatio {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let limit = cx.options.number(&RULE, "deviations", 4.5);
        let least = cx.options.number(&RULE, "least", 60.0);
        let pairs: Vec<(BeadContext<'_>, f64, f64)> = cx
            .beads()
            .filter(|bead| bead.bead.is_paired())
            .filter_map(|bead| {
                let (a, b) = (length(&bead, Side::Source), length(&bead, Side::Target));
                (a > 0.0 && b > 0.0).then_some((bead, a, b))
            })
            .collect();
        let judged: Vec<f64> = pairs
            .iter()
            .filter(|(_, a, b)| a.max(*b) >= least / 2.0)
            .map(|(_, a, b)| (b / a).ln())
            .collect();
        if judged.len() < LEAST_BEADS {
            return;
        }
        let Some(usual) = median(&judged) else { return };
        let apart: Vec<f64> = judged.iter().map(|ratio| (ratio - usual).abs()).collect();
        // 1.4826 makes the median of the distances the deviation of a normal distribution.
        let seen = median(&apart).unwrap_or(0.0) * 1.4826;
        for (bead, a, b) in pairs {
            if a.max(b) < least {
                continue;
            }
            let expected = (SPREAD * SPREAD + SPREAD_BY_LENGTH * (1.0 / a + 1.0 / b)).sqrt();
            let score = ((b / a).ln() - usual) / expected.max(seen);
            if score.abs() < limit {
                continue;
            }
            let (more, times) = if score > 0.0 {
                ("longer", b / (a * usual.exp()))
            } else {
                ("shorter", a * usual.exp() / b)
            };
            let mut finding = bead.finding(
                &RULE,
                0.7,
                format!("the translation is {times:.1} times {more} than usual in this document"),
                "Compare the two texts: something may be missing, added or paired wrongly.",
            );
            if let Some(place) = bead.whole(Side::Target) {
                finding = finding.target(place);
            }
            if let Some(place) = bead.whole(Side::Source) {
                finding = finding.source(place);
            }
            out.push(finding);
        }
    }
}

/// The length of a side in characters that a reader sees.
fn length(bead: &BeadContext<'_>, side: Side) -> f64 {
    bead.segments(side)
        .map(|(_, text, _)| {
            text.chars()
                .filter(|c| !is_combining_mark(*c) && !is_ignorable(*c))
                .count()
        })
        .sum::<usize>() as f64
}

fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::findings;

    const LONG_AR: &str = "أضاف المتحدث أن اللجنة ستنظر في اجتماعها المقبل في مشروع القرار الخاص بالتعليم في المناطق الريفية وفي تمويله.";
    const LONG_EN: &str = "The spokesman added that at its next meeting the committee would consider the draft resolution on education in rural areas and how it is to be paid for.";

    fn with(source: &str, target: &str) -> usize {
        findings(
            &LengthRatio,
            &format!("{ROW_AR}{source}"),
            &format!("{ROW_EN}{target}"),
        )
        .len()
    }

    #[test]
    fn pairs_out_of_the_row_are_flagged() {
        let words: Vec<&str> = LONG_EN.split(' ').collect();
        for cut in 3..9 {
            let short = words[..cut].join(" ");
            assert_eq!(with(LONG_AR, &short), 1, "{short}");
        }
        for times in 3..6 {
            let long = vec![LONG_EN; times].join(" ");
            assert_eq!(with(LONG_AR, &long), 1, "{times}");
        }
        let reversed = findings(
            &LengthRatio,
            &format!("{ROW_EN}{LONG_EN}"),
            &format!("{ROW_AR}أضاف المتحدث شيئا."),
        );
        assert_eq!(reversed.len(), 1);
        let long = [LONG_AR; 4].join(" ");
        let reversed = findings(
            &LengthRatio,
            &format!("{ROW_EN}{LONG_EN}"),
            &format!("{ROW_AR}{long}"),
        );
        assert_eq!(reversed.len(), 1);
        for end in ["Yes.", "He spoke.", "More later.", "A draft."] {
            assert_eq!(with(LONG_AR, end), 1, "{end}");
        }
    }

    #[test]
    fn pairs_within_the_row_are_not() {
        assert_eq!(with(LONG_AR, LONG_EN), 0);
        let words: Vec<&str> = LONG_EN.split(' ').collect();
        for cut in 18..words.len() {
            assert_eq!(with(LONG_AR, &words[..cut].join(" ")), 0, "{cut}");
        }
        for (source, target) in [
            ("نعم.", "Yes, that is quite right, and we agree with it."),
            ("شكرا جزيلا.", "Thanks."),
            ("انتهى.", "That is the end of the story."),
            ("الأمم المتحدة", "UN"),
            ("(1)", "First of all"),
        ] {
            assert_eq!(with(source, target), 0, "{source}");
        }
        // Too few to know what is usual.
        assert!(findings(&LengthRatio, LONG_AR, "A draft.").is_empty());
    }
}
