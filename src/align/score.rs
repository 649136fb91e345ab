//! The log likelihood ratio of a bead.
//!
//! A word's gain in a window is log(1 - pm + max T/q) over the links that are present: the strongest link counts, not
//! the sum of all, and a word that several words of the other side claim is divided among them by the square root of
//! their number. Against the sum of the first formulation that is worth .006 of strict F1 under heavy noise.

use super::features::{CLIP, Closeness, Features, Half, Link, MOST_STOPS, Type};
use super::path::KINDS;
use std::ops::Range;

/// Weight of the gains of the source side's types, of the target side's, and of the length score.
const SOURCE_WEIGHT: f32 = 0.55;
const TARGET_WEIGHT: f32 = 0.65;
const LENGTH_WEIGHT: f32 = 0.9;
/// How much of a gain is taken back from a merge whose two segments both hold the word that made it.
const COMPETITION: f32 = 0.3;
/// A paragraph that starts on both sides, on one only, and a bead that runs over a paragraph's start.
const PARAGRAPH_SAME: f32 = 0.5;
const PARAGRAPH_OTHER: f32 = -0.5;
const PARAGRAPH_CROSSED: f32 = -0.9;

/// Share of the pairs of windows in which the same number of sentences end inside, beyond those by chance.
const SAME_STOPS: f32 = 0.9;
/// Share of the segments that hold several sentences at which a merge is as likely one of lines as one of sentences,
/// by a translator, who leaves no stop.
const MERGED_BY_HAND: f32 = 0.08;

/// Largest side of a bead, in segments.
const LARGEST: usize = 3;

/// Most that anything is expected to have a counterpart.
const SUREST: f32 = 0.97;

/// What the types of a side weigh, at the closeness of a translation.
struct Weights {
    /// Of each type, how far a counterpart is expected (`pm`), and that as a multiple of the usual.
    expected: Vec<(f32, f32)>,
    /// Of each type, the gain where no counterpart stands: log(1 - pm), clipped.
    missing: Vec<f32>,
    /// By width and last segment, the sum of `missing` over the types of a window.
    windows: [Vec<f32>; 3],
}

impl Weights {
    fn new(half: &Half, closeness: Option<&[f32]>) -> Self {
        let expected: Vec<(f32, f32)> = half
            .types
            .iter()
            .enumerate()
            .map(|(id, of)| {
                let closeness = closeness.and_then(|all| all.get(id)).copied();
                let expected = (of.expected * closeness.unwrap_or(1.0)).min(SUREST);
                (expected, expected / of.expected.max(f32::MIN_POSITIVE))
            })
            .collect();
        let missing: Vec<f32> = expected
            .iter()
            .map(|(expected, _)| (1.0 - expected).ln().max(CLIP.0))
            .collect();
        let of_window = |window: &[u32]| window.iter().map(|id| missing[*id as usize]).sum();
        let windows = [0, 1, 2].map(|width: usize| {
            half.windows[width]
                .iter()
                .map(|window| of_window(window))
                .collect()
        });
        Self {
            expected,
            missing,
            windows,
        }
    }
}

/// Scores beads of a pair of texts.
pub struct Scorer<'a> {
    features: &'a Features,
    source: Weights,
    target: Weights,
    /// By the widths of a bead's windows, the gain where both have so many stops inside.
    same_stops: [[[f32; MOST_STOPS + 1]; 3]; 3],
    /// By the widths, the gain where one has more than the other.
    other_stops: [[f32; 3]; 3],
    /// By width and last segment, what a window measures, and the logarithm of that, of either side.
    length: [[Vec<(f32, f32)>; 3]; 2],
    /// By width, the logarithm of the spread of lengths on the target side.
    log_spread: [f32; 3],
    /// Chances that a target type stands in a window.
    presences: Presences,
    /// Types of the mean target segment.
    usual_size: f32,
}

/// [`presence`] of the types of a side, by how often a type occurs and how large a window is.
struct Presences {
    sizes: usize,
    /// The row of the types that occur so often.
    rows: Vec<u32>,
    table: Vec<f32>,
}

impl Presences {
    /// Larger windows are rare.
    const SIZES: usize = 256;
    /// Rows at most; what occurs more often than many other types is worked out each time.
    const ROWS: usize = 2048;
    /// The row of a type that has none.
    const NONE: u32 = u32::MAX;

    fn new(half: &Half) -> Self {
        let largest = half.windows.iter().flatten().map(|window| window.len());
        let sizes = (largest.max().unwrap_or(0) + 1).min(Self::SIZES);
        let most = half.types.iter().map(|own| own.count).max().unwrap_or(0);
        let mut rows = vec![Self::NONE; most as usize + 1];
        let mut table = Vec::new();
        for own in &half.types {
            // Types that occur as often as each other have the same chance.
            let row = &mut rows[own.count as usize];
            if *row == Self::NONE && table.len() < Self::ROWS * sizes {
                *row = (table.len() / sizes) as u32;
                table.extend((0..sizes).map(|size| presence(own.chance, size as f32)));
            }
        }
        Self { sizes, rows, table }
    }

    fn row(&self, own: &Type) -> u32 {
        self.rows
            .get(own.count as usize)
            .copied()
            .unwrap_or(Self::NONE)
    }

    fn at(&self, row: u32, size: usize) -> Option<f32> {
        if row == Self::NONE || size >= self.sizes {
            return None;
        }
        self.table.get(row as usize * self.sizes + size).copied()
    }
}

/// Room for one row of beads at a time.
pub struct Workspace {
    /// What each target type has of the current source window.
    heads: Vec<Head>,
    touched: Vec<u32>,
    links: Vec<(u32, f32, f32)>,
    /// Of each target segment of the row, its types that have links from the current source window.
    claimed: Vec<Vec<u32>>,
    /// The first of these segments.
    first: usize,
    words: Vec<Word>,
    hit: Vec<u32>,
}

/// What a target type has of a source window.
#[derive(Clone, Copy, Default)]
struct Head {
    /// Where its links stand.
    start: u32,
    end: u32,
    /// The square root of their number: a word that several words of the other side claim speaks for each of them
    /// less.
    rivals: f32,
    /// Its gain where it stands in a target window, and that less what it would lose if its links were not there.
    gain: f32,
    more: f32,
    /// Its row of [`Presences`].
    row: u32,
}

/// A type of a source window.
#[derive(Clone, Copy)]
struct Word {
    /// 1 - pm.
    unexpected: f32,
    missing: f32,
    /// The strongest of its links that are present in the target window, over chance.
    best: f32,
}

impl Workspace {
    /// The types of a target segment that have links.
    fn of(&self, segment: usize) -> &[u32] {
        &self.claimed[segment - self.first]
    }

    /// The types of a target window that have links, without repetition.
    fn window(&self, last: usize, width: usize, out: &mut Vec<u32>) {
        out.clear();
        out.extend_from_slice(self.of(last));
        for segment in last + 1 - width..last {
            // There are few, and the earlier ones are held against the later.
            let more = out.len();
            for id in self.of(segment) {
                if !out[..more].contains(id) {
                    out.push(*id);
                }
            }
        }
    }
}

impl<'a> Scorer<'a> {
    /// A scorer of these texts; without `closeness`, words are taken to have counterparts as often as usual.
    pub fn new(features: &'a Features, closeness: Option<&Closeness>) -> Self {
        let target = &features.target;
        let sides = [&features.source, target];
        let length = sides.map(|half| {
            [1, 2, 3].map(|width| {
                let windows = (0..half.lengths.len()).map(|last| {
                    let length = length_of(half, last, width);
                    (length, length.ln())
                });
                windows.collect()
            })
        });
        let several: f32 = sides.map(|half| 1.0 - half.stops_chance[0][0]).iter().sum();
        let share = |s_width: usize, t_width: usize| match s_width == t_width {
            true => SAME_STOPS,
            false => SAME_STOPS * several / (several + MERGED_BY_HAND),
        };
        let [of_source, of_target] = [0, 1].map(|side| closeness.map(|own| &*own.types[side]));
        let widths = [0, 1, 2];
        let same_stops = widths.map(|s_width| {
            widths.map(|t_width| {
                let share = share(s_width, t_width);
                std::array::from_fn(|count| {
                    let chances = sides[0].stops_chance[s_width][count]
                        * sides[1].stops_chance[t_width][count];
                    (1.0 - share + share / chances.sqrt()).ln()
                })
            })
        });
        let other_stops =
            widths.map(|s_width| widths.map(|t_width| (1.0 - share(s_width, t_width)).ln()));
        Self {
            features,
            source: Weights::new(&features.source, of_source),
            target: Weights::new(target, of_target),
            same_stops,
            other_stops,
            length,
            log_spread: target.log_length.map(|(_, spread)| spread.ln()),
            presences: Presences::new(target),
            usual_size: {
                let types: usize = target.windows[0].iter().map(|window| window.len()).sum();
                types as f32 / target.windows[0].len().max(1) as f32
            },
        }
    }

    pub fn workspace(&self) -> Workspace {
        Workspace {
            heads: vec![Head::default(); self.features.target.types.len()],
            touched: Vec::new(),
            links: Vec::new(),
            claimed: Vec::new(),
            first: 0,
            words: Vec::new(),
            hit: Vec::new(),
        }
    }

    /// Scores of all beads that end in the nodes `(i, j)` of a row, by kind; null beads are 0, and a bead that
    /// would start before the text is minus infinity. Beads of more than three segments are scored only where they end
    /// in the part `large` of the row.
    pub fn row(
        &self,
        i: usize,
        row: Range<usize>,
        large: &Range<usize>,
        workspace: &mut Workspace,
    ) -> Vec<[f32; KINDS.len()]> {
        let mut out = vec![[f32::NEG_INFINITY; KINDS.len()]; row.len()];
        for (index, kind) in KINDS.iter().enumerate() {
            if kind.source == 0 || kind.target == 0 {
                for (j, scores) in row.clone().zip(&mut out) {
                    if kind.source <= i && kind.target <= j {
                        scores[index] = 0.0;
                    }
                }
            }
        }
        let mut window = Vec::new();
        for width in 1..=LARGEST.min(i) {
            self.load(i - 1, width, workspace);
            self.claim(&row, workspace);
            for (index, kind) in KINDS.iter().enumerate() {
                if kind.source != width || kind.target == 0 {
                    continue;
                }
                let rare = kind.source + kind.target > 3;
                let scored = |j: usize| kind.target <= j && (!rare || large.contains(&j));
                for (j, scores) in row.clone().zip(&mut out) {
                    if scored(j) {
                        workspace.window(j - 1, kind.target, &mut window);
                        scores[index] =
                            self.bead(i - 1, width, j - 1, kind.target, &window, workspace);
                    }
                }
            }
        }
        out
    }

    /// Roughly the scores of the pairs of single segments that end in the nodes `(i, j)` of a row, to find the way by.
    ///
    /// What a type of the target segment adds is a sum of its own gain and that of the source type which it renders
    /// best, in a segment of the usual size: so much can be known of it before any target segment is looked at, and a
    /// target segment needs a sum only. A source type that has several counterparts there counts for each.
    pub fn rough_row(&self, i: usize, row: Range<usize>, workspace: &mut Workspace) -> Vec<f32> {
        let mut out = vec![f32::NEG_INFINITY; row.len()];
        let Some(source) = i.checked_sub(1) else {
            return out;
        };
        let target = &self.features.target;
        let first = row.start.max(1);
        let segments = first - 1..row.end.saturating_sub(1).max(first - 1);
        for (segment, score) in segments.clone().zip(&mut out[first - row.start..]) {
            *score = SOURCE_WEIGHT * self.source.windows[0][source]
                + TARGET_WEIGHT * self.target.windows[0][segment]
                + LENGTH_WEIGHT * self.length(source, 1, segment, 1)
                + self.paragraph(source, 1, segment, 1)
                + self.stops(source, 1, segment, 1);
        }
        self.load(source, 1, workspace);
        for y in &workspace.touched {
            let places = target.places_of.within(*y, &segments);
            if places.is_empty() {
                continue;
            }
            let head = &workspace.heads[*y as usize];
            let own = &workspace.links[head.start as usize..head.end as usize];
            let back = own.iter().fold(0.0f32, |best, (.., back)| best.max(*back));
            let (local, strength, _) = own.iter().fold((0, 0.0f32, 0.0f32), |best, link| {
                if link.1 > best.1 { *link } else { best }
            });
            let word = &workspace.words[local as usize];
            let of_type = &target.types[*y as usize];
            let by_chance = presence(of_type.chance, self.usual_size) * head.rivals;
            let (expected, _) = self.target.expected[*y as usize];
            let gain = TARGET_WEIGHT
                * (clip(1.0 - expected + back) - self.target.missing[*y as usize])
                + SOURCE_WEIGHT * (clip(word.unexpected + strength / by_chance) - word.missing);
            for segment in places {
                out[*segment as usize + 1 - row.start] += gain;
            }
        }
        out
    }

    /// Indexes the links of a source window by target type.
    fn load(&self, last: usize, width: usize, workspace: &mut Workspace) {
        for id in workspace.touched.drain(..) {
            workspace.heads[id as usize] = Head::default();
        }
        let window = &self.features.source.windows[width - 1][last];
        let links_of = |x: &u32| &self.features.links[*x as usize];
        for link in window.iter().flat_map(links_of) {
            let head = &mut workspace.heads[link.to as usize];
            if head.end == 0 {
                workspace.touched.push(link.to);
            }
            head.end += 1;
        }
        let mut at = 0;
        for id in &workspace.touched {
            let head = &mut workspace.heads[*id as usize];
            let count = head.end;
            *head = Head {
                start: at,
                end: at,
                rivals: (count as f32).sqrt(),
                ..Head::default()
            };
            at += count;
        }
        workspace.links.clear();
        workspace.links.resize(at as usize, (0, 0.0, 0.0));
        let size = window.len() as f32;
        for (local, x) in window.iter().enumerate() {
            let by_chance = presence(self.features.source.types[*x as usize].chance, size);
            let (_, closer) = self.source.expected[*x as usize];
            for Link {
                to, strength, back, ..
            } in links_of(x)
            {
                let head = &mut workspace.heads[*to as usize];
                let (_, closer_back) = self.target.expected[*to as usize];
                workspace.links[head.end as usize] = (
                    local as u32,
                    strength * closer,
                    back * closer_back / by_chance,
                );
                head.end += 1;
            }
        }
        workspace.words.clear();
        let words = window.iter().map(|x| Word {
            unexpected: 1.0 - self.source.expected[*x as usize].0,
            missing: self.source.missing[*x as usize],
            best: 0.0,
        });
        workspace.words.extend(words);
    }

    /// Finds the types that have links from the source window in the target segments of a row: there are few, and each
    /// segment is in several windows.
    fn claim(&self, row: &Range<usize>, workspace: &mut Workspace) {
        let Workspace {
            heads,
            touched,
            links,
            claimed,
            first,
            ..
        } = workspace;
        *first = row.start.saturating_sub(LARGEST);
        let segments = *first..row.end.saturating_sub(1).max(*first);
        claimed.iter_mut().for_each(Vec::clear);
        if claimed.len() < segments.len() {
            claimed.resize(segments.len(), Vec::new());
        }
        let target = &self.features.target;
        for y in touched.iter() {
            let places = target.places_of.within(*y, &segments);
            if places.is_empty() {
                continue;
            }
            let head = &mut heads[*y as usize];
            let own = &links[head.start as usize..head.end as usize];
            let best = own.iter().fold(0.0f32, |best, (.., back)| best.max(*back));
            let (expected, _) = self.target.expected[*y as usize];
            head.gain = clip(1.0 - expected + best);
            head.more = head.gain - self.target.missing[*y as usize];
            head.row = self.presences.row(&target.types[*y as usize]);
            for segment in places {
                claimed[*segment as usize - *first].push(*y);
            }
        }
    }

    /// Scores a bead; `claimed` are the types of its target window that have links from its source window.
    fn bead(
        &self,
        s_last: usize,
        s_width: usize,
        t_last: usize,
        t_width: usize,
        claimed: &[u32],
        workspace: &mut Workspace,
    ) -> f32 {
        let (source, target) = (&self.features.source, &self.features.target);
        let s_window = &source.windows[s_width - 1][s_last];
        let t_window = &target.windows[t_width - 1][t_last];
        let mut t_gain = self.target.windows[t_width - 1][t_last];
        let mut competition = 0.0;
        let Workspace {
            heads,
            links,
            words,
            hit,
            ..
        } = workspace;
        hit.clear();
        let contested = t_width == 2 && s_width == 1;
        for y in claimed {
            let head = &heads[*y as usize];
            let by_chance = self
                .presences
                .at(head.row, t_window.len())
                .unwrap_or_else(|| {
                    presence(target.types[*y as usize].chance, t_window.len() as f32)
                });
            let claim = by_chance * head.rivals;
            for (local, strength, _) in &links[head.start as usize..head.end as usize] {
                let best = &mut words[*local as usize].best;
                if *best == 0.0 {
                    hit.push(*local);
                }
                let strength = strength / claim;
                if strength > *best {
                    *best = strength;
                }
            }
            t_gain += head.more;
            if contested && head.end - head.start == 1 && holds(&target.shared[t_last], *y) {
                competition += TARGET_WEIGHT * head.gain.max(0.0);
            }
        }
        let mut s_gain = self.source.windows[s_width - 1][s_last];
        let contested = s_width == 2 && t_width == 1;
        // The gains are logarithms: of their product one is enough.
        let mut product = Product::default();
        for local in hit.iter() {
            let word = &mut words[*local as usize];
            let ratio = word.unexpected + word.best;
            word.best = 0.0;
            product.times(ratio);
            s_gain -= word.missing;
            if contested {
                let x = s_window[*local as usize];
                if holds(&source.shared[s_last], x) {
                    let links = self.features.links[x as usize].iter();
                    let partners = links.filter(|link| holds(t_window, link.to)).count();
                    if partners == 1 {
                        competition += SOURCE_WEIGHT * clip(ratio).max(0.0);
                    }
                }
            }
        }
        s_gain += product.ln();
        SOURCE_WEIGHT * s_gain + TARGET_WEIGHT * t_gain - COMPETITION * competition
            + LENGTH_WEIGHT * self.length(s_last, s_width, t_last, t_width)
            + self.paragraph(s_last, s_width, t_last, t_width)
            + self.stops(s_last, s_width, t_last, t_width)
    }

    /// The number of sentences that end inside: log(1 - w + w [equal] / chance), with the chance of the number on
    /// either side in the geometric mean. Segments that are sentences each say nothing.
    fn stops(&self, s_last: usize, s_width: usize, t_last: usize, t_width: usize) -> f32 {
        let (s_width, t_width) = (s_width - 1, t_width - 1);
        let count = self.features.source.stops[s_width][s_last];
        if count == self.features.target.stops[t_width][t_last] {
            self.same_stops[s_width][t_width][usize::from(count)]
        } else {
            self.other_stops[s_width][t_width]
        }
    }

    /// Length score less its chance form (alignment notes, "Length").
    fn length(&self, s_last: usize, s_width: usize, t_last: usize, t_width: usize) -> f32 {
        let [source, target] = &self.length;
        let (a, log_a) = source[s_width - 1][s_last];
        let (b, log_b) = target[t_width - 1][t_last];
        let r = log_b - log_a - self.features.log_ratio;
        let variance = 0.12 * 0.12 + 1.2 * (1.0 / a + 1.0 / b);
        let (mean, spread) = self.features.target.log_length[t_width - 1];
        let parallel = -r * r / (2.0 * variance) - 0.5 * variance.ln();
        let chance = -(log_b - mean).powi(2) / (2.0 * spread) - 0.5 * self.log_spread[t_width - 1];
        parallel - chance
    }

    fn paragraph(&self, s_last: usize, s_width: usize, t_last: usize, t_width: usize) -> f32 {
        if !self.features.paragraphs {
            return 0.0;
        }
        let (source, target) = (
            &self.features.source.starts_paragraph,
            &self.features.target.starts_paragraph,
        );
        let (s_first, t_first) = (s_last + 1 - s_width, t_last + 1 - t_width);
        let start = match (source[s_first], target[t_first]) {
            (true, true) => PARAGRAPH_SAME,
            (false, false) => 0.0,
            _ => PARAGRAPH_OTHER,
        };
        let crossed = source[s_first + 1..=s_last]
            .iter()
            .chain(&target[t_first + 1..=t_last])
            .filter(|start| **start);
        start + PARAGRAPH_CROSSED * crossed.count() as f32
    }
}

/// Whether a type is one of these, which are sorted and mostly few.
fn holds(types: &[u32], id: u32) -> bool {
    if types.len() <= 16 {
        types.contains(&id)
    } else {
        types.binary_search(&id).is_ok()
    }
}

/// What a window measures that ends with a segment; one that would start before the text ends with it too.
fn length_of(half: &Half, last: usize, width: usize) -> f32 {
    half.lengths[(last + 1).saturating_sub(width)..=last]
        .iter()
        .sum()
}

/// Chance that a type stands in a window of `size` types (`q`).
fn presence(chance: f32, size: f32) -> f32 {
    let expected = size * chance;
    if expected < 0.02 {
        // The series of 1 - exp(-x): exact to four digits here, and much cheaper.
        (expected * (1.0 - 0.5 * expected)).max(1e-6)
    } else {
        1.0 - (-expected).exp()
    }
}

fn clip(ratio: f32) -> f32 {
    ratio.max(1e-9).ln().clamp(CLIP.0, CLIP.1)
}

/// The product of ratios whose logarithms are each held within [`CLIP`].
struct Product {
    product: f64,
    /// The logarithm of what was too large or too small for `product`.
    ln: f64,
}

impl Default for Product {
    fn default() -> Self {
        Self {
            product: 1.0,
            ln: 0.0,
        }
    }
}

impl Product {
    /// The ends of [`CLIP`] as ratios.
    const LEAST: f32 = 0.049_787_07;
    const MOST: f32 = 1_096.633_2;
    /// Far from where doubles end, for one more ratio to fit in.
    const LARGE: f64 = 1e200;
    const SMALL: f64 = 1e-200;

    fn times(&mut self, ratio: f32) {
        self.product *= f64::from(ratio.clamp(Self::LEAST, Self::MOST));
        if !(Self::SMALL..Self::LARGE).contains(&self.product) {
            self.ln += self.product.ln();
            self.product = 1.0;
        }
    }

    fn ln(self) -> f32 {
        (self.ln + self.product.ln()) as f32
    }
}
