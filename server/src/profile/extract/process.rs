//! Reading a document in a process of its own, so that a hostile one can only end that process.
//!
//! The parent writes the file's name, a newline and the bytes to the child's input and gets one JSON value back. The
//! child lowers its own limits before it looks at the first byte.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{ExitCode, Stdio};

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{Extracted, Unreadable, extract, limits};

/// Hidden subcommand of the binary whose body is [`run_child`].
pub const SUBCOMMAND: &str = "extract-document";
/// Longest file name passed on; only its end matters.
const NAME_CHARS: usize = 255;

static TURNS: Semaphore = Semaphore::const_new(limits::CHILDREN);

/// Reads a document in a child process: `exe extract-document`, with an empty environment, 512 MiB of memory, 10 s of
/// processor and 15 s of time. Whatever happens to the child, the answer is a reason.
pub async fn extract_in_child(exe: &Path, bytes: Vec<u8>, file_name: &str) -> Result<Extracted, Unreadable> {
    // Known without a process.
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let turn = timeout(limits::TURN_WAIT, TURNS.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Unreadable::Unavailable) };
    let spawned = Command::new(exe)
        .arg(SUBCOMMAND)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = spawned.map_err(|error| {
        tracing::error!(%error, "the document reader did not start");
        Unreadable::Unavailable
    })?;
    match timeout(limits::CHILD_WALL, converse(&mut child, &bytes, file_name)).await {
        Ok(answer) => answer,
        Err(_) => {
            // Also reaps it: a killed child that nobody waits for stays as a zombie.
            let _ = child.kill().await;
            Err(Unreadable::TooComplex)
        }
    }
}

async fn converse(child: &mut Child, bytes: &[u8], file_name: &str) -> Result<Extracted, Unreadable> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Unreadable::Unavailable);
    };
    let name = last_chars(file_name).replace('\n', " ");
    let write = async move {
        // A child that died early closes its input; its end says why, not this error.
        let _ = stdin.write_all(name.as_bytes()).await;
        let _ = stdin.write_all(b"\n").await;
        let _ = stdin.write_all(bytes).await;
        drop(stdin);
    };
    let mut answer = Vec::new();
    let mut stdout = stdout.take(limits::ANSWER_BYTES + 1);
    let (_, read) = tokio::join!(write, stdout.read_to_end(&mut answer));
    if read.is_err() || answer.len() as u64 > limits::ANSWER_BYTES {
        return Err(Unreadable::TooComplex);
    }
    drop(stdout);
    let status = child.wait().await.map_err(|_| Unreadable::Unavailable)?;
    if status.success() {
        return serde_json::from_slice::<Result<Extracted, Unreadable>>(&answer)
            .unwrap_or(Err(Unreadable::Damaged));
    }
    // A signal is a limit (SIGXCPU, SIGKILL), a failed allocation (SIGABRT) or a full stack (SIGSEGV).
    // An exit code is our own refusal to work without limits.
    Err(if status.code().is_some() { Unreadable::Unavailable } else { Unreadable::TooComplex })
}

fn last_chars(name: &str) -> &str {
    let start = name.char_indices().rev().nth(NAME_CHARS - 1).map_or(0, |(at, _)| at);
    &name[start..]
}

/// Body of the hidden subcommand: limits this process, reads the document from standard input, writes JSON to standard
/// output. Call it before anything else starts threads or opens files.
pub fn run_child() -> ExitCode {
    if limit_this_process().is_err() {
        return ExitCode::from(2);
    }
    // The answer says it; a backtrace in the server's log would carry the document's bytes.
    std::panic::set_hook(Box::new(|_| {}));
    let mut input = Vec::new();
    let most = (limits::FILE_BYTES + 4 * NAME_CHARS + 2) as u64;
    if std::io::stdin().lock().take(most).read_to_end(&mut input).is_err() {
        return ExitCode::from(3);
    }
    let worker = std::thread::Builder::new().stack_size(limits::CHILD_STACK).spawn(move || {
        let end = input.iter().position(|&byte| byte == b'\n').unwrap_or(0);
        let name = String::from_utf8_lossy(&input[..end]).into_owned();
        extract(input.get(end + 1..).unwrap_or_default(), &name)
    });
    let Ok(worker) = worker else { return ExitCode::from(4) };
    let answer = worker.join().unwrap_or(Err(Unreadable::Damaged));
    let written = serde_json::to_vec(&answer).map(|json| std::io::stdout().lock().write_all(&json));
    if matches!(written, Ok(Ok(()))) { ExitCode::SUCCESS } else { ExitCode::from(5) }
}

fn limit_this_process() -> rustix::io::Result<()> {
    let hard = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, hard(limits::CHILD_MEMORY))?;
    // Counts what is writable, also inside address space the allocator reserved before.
    setrlimit(Resource::Data, hard(limits::CHILD_MEMORY))?;
    setrlimit(Resource::Cpu, hard(limits::CHILD_CPU_SECONDS))?;
    setrlimit(Resource::Core, hard(0))?;
    setrlimit(Resource::Fsize, hard(0))?;
    setrlimit(Resource::Nofile, hard(16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = format!("{}.md", "名".repeat(400));
        assert_eq!(last_chars(&name).chars().count(), NAME_CHARS);
        assert!(last_chars(&name).ends_with("名.md"));
        assert_eq!(last_chars("cv.md"), "cv.md");
    }

    #[tokio::test]
    async fn a_reader_that_does_not_start_is_unavailable_not_a_crash() {
        let answer = extract_in_child(Path::new("/nonexistent/legwork"), b"text".to_vec(), "a.txt").await;
        assert_eq!(answer, Err(Unreadable::Unavailable));
    }

    #[tokio::test]
    async fn a_reader_that_answers_nonsense_counts_as_damaged() {
        let answer = extract_in_child(Path::new("/bin/echo"), b"text".to_vec(), "a.txt").await;
        assert_eq!(answer, Err(Unreadable::Damaged));
    }
}
