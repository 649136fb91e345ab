//! How a run gets on: a bar on a terminal, timings on request.

use crate::pipeline::{Observer, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::Duration;

/// Runs of fewer steps end before anybody has looked.
const WORTH_A_BAR: usize = 20;

/// Shows a bar on standard error where it is a terminal, and tells the timings afterwards where asked to.
pub(super) struct Progress {
    bar: ProgressBar,
    timings: Option<Mutex<Vec<(&'static str, Duration)>>>,
}

impl Progress {
    pub(super) fn new(quiet: bool, verbose: bool) -> Self {
        let bar = if quiet {
            ProgressBar::hidden()
        } else {
            // Nothing is drawn where standard error is no terminal.
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        };
        if let Ok(style) = ProgressStyle::with_template("{msg:8} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Self {
            bar,
            timings: verbose.then(Mutex::default),
        }
    }

    /// Notes how long something took.
    pub(super) fn note(&self, stage: &'static str, time: Duration) {
        if let Some(Ok(mut timings)) = self.timings.as_ref().map(Mutex::lock) {
            match timings.iter_mut().find(|(known, _)| *known == stage) {
                Some((_, known)) => *known += time,
                None => timings.push((stage, time)),
            }
        }
    }

    /// Tells the timings and begins anew.
    pub(super) fn tell(&self) {
        let Some(Ok(mut timings)) = self.timings.as_ref().map(Mutex::lock) else {
            return;
        };
        let sum: Duration = timings.iter().map(|(_, time)| *time).sum();
        for (stage, time) in timings.drain(..) {
            anstream::eprintln!("{:8} {:>9.1} ms", stage, time.as_secs_f64() * 1e3);
        }
        anstream::eprintln!("{:8} {:>9.1} ms", "all", sum.as_secs_f64() * 1e3);
    }
}

impl Observer for Progress {
    fn begin(&self, stage: Stage, steps: usize) {
        if steps >= WORTH_A_BAR {
            self.bar.set_length(steps as u64);
            self.bar.set_position(0);
            self.bar.set_message(stage.name());
        }
    }

    fn step(&self) {
        self.bar.inc(1);
    }

    fn end(&self, stage: Stage, time: Duration) {
        self.bar.finish_and_clear();
        self.bar.reset();
        self.note(stage.name(), time);
    }
}
