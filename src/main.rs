//! The door: everything behind it is in the library.

fn main() -> std::process::ExitCode {
    mutabiq::cli::run()
}
