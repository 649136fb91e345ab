//! mutabiq aligns an Arabic and an English text sentence by sentence and reports where the translation
//! drifted.
//!
//! The two shortest ways in are [`pipeline::check_texts`] and [`pipeline::align_texts`]:
//!
//! ```
//! use mutabiq::reports::{self, Report};
//!
//! let outcome = mutabiq::pipeline::check_texts(
//!     "قال الوزير إن المحادثات ستبدأ يوم الخميس.",
//!     "The minister said that the talks would begin on Friday.",
//!     None,
//! )?;
//! let report = Report {
//!     bitexts: &outcome.bitexts,
//!     findings: &outcome.findings,
//!     ..Report::default()
//! };
//! let mut out = Vec::new();
//! let format = reports::format("concise").ok_or("no such format")?;
//! (format.write)(&report, &mut out)?;
//! assert_eq!(
//!     String::from_utf8(out)?,
//!     "target.txt:1:49: error date-mismatch “الخميس” (Thursday) became “Friday”\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The flow
//!
//! Data flows one way, from bytes to a report. Every piece of text carries its way back to the bytes it came from,
//! so that nothing downstream ever searches for a place.
//!
//! ```text
//!  bytes ──▶ Source ──▶ Document ──▶ segments ──▶ analyses ──▶ Bitext ──▶ findings ──▶ report
//!            text       formats      segment      lang         align      checks       reports
//!                                                   ▲            ▲          ▲  ▲
//!                                                   │            │          │  │
//!                                                tables       lexicon ──────┘  │
//!                                              of languages   glossary ────────┘
//!  └────────────────────────────── pipeline ─────────────────────────────┘
//!        ▲                            ▲                                          │
//!       cli ──── what was typed ── config ── mutabiq.toml                        ▼
//!        └──────────────────────────────────────────────────────────────▶  standard output
//! ```
//!
//! A file that is already paired (a translation memory, a message catalogue) is read to a
//! [`Bitext`](bitext::Bitext) at once and joins the flow before the checks.
//!
//! # The rooms
//!
//! | room | what it holds |
//! | --- | --- |
//! | [`text`] | spans, decoded files, lines and columns; text with a way back to its original bytes |
//! | [`document`] | documents, blocks, segments |
//! | [`formats`] | one file a format: bytes to a document, or to a bitext where the file is already paired |
//! | [`segment`] | blocks to sentences, by the language's rules |
//! | [`lang`] | Arabic and English: letters, affixes, sentence breaks, numbers, dates, units, marks, sounds |
//! | [`lexicon`] | word translations: built in, the user's, learned |
//! | [`bitext`] | two texts and which segments of one translate which of the other |
//! | [`align`] | evidence, scores, the best path, calibration |
//! | [`glossary`] | terms with places: loading, matching, lint, conversion |
//! | [`findings`] | what a check says: findings, rules, fixes |
//! | [`checks`] | one file a check |
//! | [`reports`] | one file an output format |
//! | [`config`] | `mutabiq.toml`, read and checked |
//! | [`pipeline`] | the one place where the stages meet |
//! | [`cli`] | one file a verb: what a person typed becomes a request |
//!
//! # Who may use whom
//!
//! A room may use itself and these. `tests/architecture.rs` reads this table and every `crate::` path outside tests.
//!
//! | room | may use |
//! | --- | --- |
//! | text | nothing |
//! | findings, document, lang | text |
//! | lexicon | lang, text |
//! | bitext | document, lang, text |
//! | formats | bitext, document, text |
//! | segment | document, lang, text |
//! | align | bitext, document, lang, lexicon, text |
//! | glossary | lang, lexicon, text |
//! | checks | bitext, document, glossary, lang, lexicon, findings, text |
//! | reports | bitext, findings, text |
//! | config | findings |
//! | pipeline | align, bitext, checks, config, document, findings, formats, glossary, lang, lexicon, segment, text |
//! | cli | pipeline, config, reports, findings |

pub mod align;
pub mod bitext;
pub mod checks;
pub mod cli;
pub mod config;
pub mod document;
pub mod findings;
pub mod formats;
pub mod glossary;
pub mod lang;
pub mod lexicon;
pub mod pipeline;
pub mod reports;
pub mod segment;
pub mod text;
