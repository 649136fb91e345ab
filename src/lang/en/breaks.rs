//! Where English sentences end: the tables.
//!
//! Compiled from the abbreviations that style books of newspapers list (titles, states, companies, dates,
//! units) and from what stands beside quotations in news.

use crate::lang::breaks::{After, BreakTables};

/// The tables of English. Abbreviations are told by case: `No.` before a number, `no` a word.
pub(super) static TABLES: BreakTables = BreakTables {
    abbreviations: &[
        // Titles and ranks: a name follows.
        (
            After::Never,
            "Mr Mrs Ms Mx Dr Drs Prof Profs Messrs Mmes Mme Mlle Mses Hon Rev Revd Fr Msgr Archbp Bp Rt Ven \
             Gen Maj Lt Col Capt Cpt Cmdr Cdr Cpl Sgt Pvt Pfc Adm Brig Lieut Ens Supt Insp Det Ofc \
             Sen Sens Rep Reps Gov Govs Pres Atty Amb Asst \
             Mt Mts Ft Pt MR MRS MS DR PROF GEN SEN REP GOV",
        ),
        // In the middle of a sentence by their meaning.
        (
            After::Never,
            "e.g i.e eg ie viz cf vs v Vs a.k.a c.f s.t w.r.t i.a incl excl esp resp aka ibid op loc",
        ),
        // Before a number.
        (
            After::Digits,
            "No Nos no nos Nr nr al approx Approx appr ca Ca c circa est tel Tel ext Ext max min avg pop \
             Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
        ),
        (
            After::Numeral,
            "p pp P Pp pg pgs vol Vol vols Vols fig Fig figs Figs art Art arts Arts ch Ch chap Chap chs Chs \
             para Para paras Paras sect Sect Reg Regs Bk Eq Eqs App Ed",
        ),
        // Names that may go on.
        (
            After::Opener,
            "Jr Sr Esq Inc Ltd Co Cos Corp Bros Bhd Pty Intl Assn Assoc Dept Univ Inst Acad Govt Ctr Natl Mfg \
             St Ste Ave Blvd Rd Sq Hwy Pl Ln Bldg Ct Pkwy Apt Sec Secs Min Supp Const Cir \
             Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn \
             Tenn Tex Va Vt Wash Wis Wyo W.Va Ont Que Alta Sask \
             Ph.D Ph.Ds M.A B.A M.D B.Sc M.Sc LL.B LL.M LL.D D.Phil M.Phil Ed.D J.D M.B.A \
             dept govt assn univ trans ser rev ed",
        ),
        // Times, and what closes a list.
        (After::Tied, "a.m p.m A.M P.M am pm etc Etc"),
    ],
    openers: "the a an this that these those he she it they we you i his her its their our my your there here \
              but and or nor so yet if when while although though because since unless until whereas whether once \
              after before during despite following according as at by for from in on with without within under \
              among amid between against through throughout beyond besides like unlike instead \
              what who whom whose why how where which whatever whoever \
              some many most much few several all both each every either neither no none nobody nothing not \
              another other others such more less one two three \
              now then today yesterday tomorrow later earlier meanwhile however moreover furthermore nevertheless \
              nonetheless also still again even only just perhaps maybe finally eventually recently currently \
              indeed thus therefore hence otherwise afterwards afterward soon never always often sometimes \
              people officials police critics experts analysts residents witnesses",
    joining: "",
    reporting: "said says asked asks added adds replied replies answered answers told tells wrote writes shouted shouts \
                cried cries wondered wonders demanded demands exclaimed exclaims explained explains insisted insists \
                whispered whispers yelled yells continued continues argued argues recalled recalls joked jokes quipped quips \
                tweeted tweets thundered muttered mused muses remarked remarks responded responds inquired enquired \
                screamed screams called calls sighed sighs declared declares observed observes noted notes began begins \
                concluded concludes protested pleaded laughed",
    object_endings: "",
    clause: "that he she it they we the there his her their its a an this these those if whether",
    letter_names: "",
    labelled: "vitamin vitamins hepatitis plan group groups type class grade section sections category team part parts appendix \
               figure table exhibit annex option phase block building gate terminal zone point side schedule article articles rule \
               chapter clause paragraph step item act scene level stage tier unit room flat hall line war strain protein factor \
               note question answer amendment title volume book day lesson exercise case lot",
    ordinals: "",
    tied: "est edt et pst pdt pt cst cdt ct mst mdt mt gmt utc bst cet cest eet eest msk ist jst aest local eastern pacific central \
           mountain moscow beijing london greenwich \
           monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
           january february march april may june july august september october november december \
           jan feb mar apr jun jul aug sep sept oct nov dec",
    marked_names: "yahoo jeopardy joomla",
    particles: "al el ad an ar as ash at az ed es",
    always_capital: "I I'm I've I'll I'd I’m I’ve I’ll I’d",
};
