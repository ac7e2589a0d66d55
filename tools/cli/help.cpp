#include "tools/cli/help.hpp"

#include "tools/cli/trace.hpp"

namespace sim::cli {
namespace {

constexpr std::string_view program_help =
    R"(Fermata runs asynchronous programs on a clock that stands still until somebody sleeps.

A scenario file, NAME.sim.yaml, describes a small asyncio program and what must come out.
It does what CPython 3.11 would do with the same program, in no time, and the same each time.

  fermata run FILE...      run scenarios and print what they print
  fermata check PATH...    run scenarios and compare with what their files expect
  fermata explore FILE...  look for a schedule under which a scenario fails
  fermata replay FILE      run a scenario under a recorded schedule
  fermata shrink FILE      make a schedule that fails say what matters and little else
  fermata outcomes FILE... find all results that a scenario can have
  fermata export FILE      write a scenario as a Python program
  fermata import FILE      write a Python program as a scenario
  fermata conform          compare with CPython on random programs
  fermata help SUBCOMMAND  more about one of them, with examples

  -h, --help               this text; after a subcommand, its own
      --version            the version, the compiler, the format of traces
      --color WHEN         auto (on a terminal; the default), always or never

Try

  fermata run scenarios/guide/gather.sim.yaml
  fermata explore scenarios/bugs/pairs/check-then-act.sim.yaml
  fermata check scenarios

Exit status: 0 all is as expected. 1 an expectation does not hold. 2 the command line or a file
means nothing; what is wrong is on standard error. 3 the same answers gave another run, where
--check-determinism asks. 70 a mistake in fermata itself, or a file that cannot be written.

Environment: NO_COLOR turns colour off, CLICOLOR_FORCE turns it on where there is no terminal;
--color outweighs both.
)";

constexpr std::string_view run_help =
    R"(fermata run FILE...    run scenarios and print what they print

The program's own lines go to standard output. An outcome other than ok is told on standard
error: what was raised, or in a deadlock who waits for what and who holds it; and so is what was
wrong though the outcome is ok: tasks that wait for each other, a lock that was not given back.
A scenario with cases runs once by itself and once for each of them. A FILE named - is standard
input.

      --seed N         the seed of `random`, in place of the file's; cases are left out then
      --case N         one case alone, counted from 1; 0 is the file's own run
      --json           one object a run, on a line of its own, and nothing else on standard output
      --trace          in place of what is printed, every event: the virtual time, the task, what
                       it does
      --max-steps N    end a run after so many turns of its loop (1,000,000, or the file's limit)
      --ties WORD      which of several equal deadlines comes first: fifo (scheduled first; the
                       default) or heapq (as CPython's heap gives them under a frozen clock)
      --cancel I:N     cancel the task that was made as number N, main being 1, before iteration I
                       of the loop, counted from 0
      --color WHEN     auto, always or never
  -h, --help           this text

  fermata run scenarios/guide/random-sleeps.sim.yaml --seed 7
  fermata run --trace scenarios/guide/gather.sim.yaml
  fermata run --json scenarios/guide/*.sim.yaml | jq .elapsed_ns

Exit status: 0 each run ended with the outcome that its file expects, which is ok where it does
not say. 1 some run ended otherwise. 2 the command line or a file means nothing; then nothing is
run. What is printed, and when, is compared by `fermata check` alone.
)";

constexpr std::string_view check_help =
    R"(fermata check PATH...  run scenarios and compare with what their files expect

A PATH is a scenario file or a folder, which stands for every *.sim.yaml in it and below. There is
a line for each scenario, in an order that does not change, and below it what is not as expected,
with a difference where the output is.

  -j, --jobs N         so many at a time (default: one a core)
      --filter TEXT    only scenarios with this in their name or path
      --tag WORD       only scenarios with this tag; given more than once, with any of them
      --outcome-schedules N  at most so many for each list of `outcomes` (100,000)
      --fail-fast      stop at the first that is not as expected
  -q, --quiet          print only what is not as expected, and the summary
      --ties WORD      fifo or heapq: see `fermata help run`
      --save DIR       where schedules that fail are kept (default: .fermata); "" for nowhere
      --junit FILE     write the results as JUnit XML, too
      --update         write what came out into the files, in place of what does not hold; all
                       else in them, comments and layout, stays. `expect: {}` is filled in.
                       Refused where CI is set: a test that changes what it expects is none
      --check-determinism
                       make all runs twice, in two processes with other memory, and compare every
                       event; see `fermata help explore`
      --color WHEN     auto, always or never
  -h, --help           this text

  fermata check scenarios
  fermata check scenarios --tag gather --tag wait
  fermata check my.sim.yaml --update && git diff my.sim.yaml

Where a file has `explore`, the schedules that were saved for it are run first, and then as many as
it asks for; what fails is shrunk, shown and saved, and the last line about it repeats it. A file
with `explore` and without `expect` has no run of its own.

Where a file has `outcomes`, all results that it can have are found, and compared with the list: one
that comes and is not listed, with a schedule that shows it; one that is listed and never comes; or
that there may be more than could be seen. `fermata outcomes --update` writes the list.

A scenario with a `known_issue` may break its expectations, and is an error once it does not.
Under GitHub Actions the first nine errors become annotations.

Exit status: 0 all is as expected, or was updated. 1 something is not. 2 the command line or a
file means nothing, two scenarios have one name, or nothing was selected. 3 the same answers gave
another run.
)";

constexpr std::string_view explore_help =
    R"(fermata explore FILE...  look for a schedule under which a scenario fails

Runs each scenario under many schedules, as its `explore` says, until one fails: an assert, an
exception that ends it, a deadlock, or a condition of `always` and `finally` that does not hold.
That schedule is shrunk until little of it is left, shown, and saved as a scenario that fails by
itself. Where a file says `races`, two tasks that touch one variable are a failure where nothing
orders them, and one more run tells what comes of it the other way round; where it says `lasso`, a
run that goes round so often is one, and ends there.
A file without `explore` is explored all the same. A FILE named - is standard input.

      --strategy NAME    in place of the file's: portfolio (the default), surw, pos, pct, pct3, urw,
                         random, fifo, delay-bounded, dfs, cancel or ties
      --seed N           of the strategy (0); `random` in the program keeps the file's seed
      --schedules N      at most so many, in place of the file's (1,000)
      --model WORD       any (also which ready task runs next) or timing (only what a real loop may
                         do: the order of equal deadlines, and the file's jitter)
      --max-steps N      end a run after so many turns of its loop (100,000, or the file's limit)
      --replays N        to shrink, at most so many (500)
  -j, --jobs N           so many threads (default: one a core); nothing that is found depends on it
      --save DIR         where to keep what fails (default: .fermata); "" for nowhere
      --races            as if each file said `races: true`
      --lasso N          as if each file said `lasso: N`
      --check-determinism
                         look for no failure: make the schedules in two processes whose memory,
                         threads and addresses differ, and name the first event that does, too
      --json             one object a scenario, on a line of its own, and nothing else
      --color WHEN       auto, always or never
  -h, --help             this text

  fermata explore scenarios/bugs/pairs/check-then-act.sim.yaml
  fermata explore my.sim.yaml --strategy pct --seed 7 --schedules 100000
  fermata explore my.sim.yaml --json | jq .schedule

Exit status: 0 each scenario is as its file expects, which is that nothing fails where it does not
say. 1 some scenario is not. 2 the command line or a file means nothing; then nothing is run.
3 the same answers gave another run.
)";

constexpr std::string_view replay_help =
    R"(fermata replay FILE    run a scenario under a recorded schedule

The program's own lines go to standard output; the schedule in a sentence and the outcome to
standard error. What `explore` says of every schedule holds: its jitter, `always`, `finally`.

      --schedule TOKEN     the schedule, as `fermata explore` prints it
      --on-parting WORD    stop (the default) or go-on, where the schedule does not fit the program
      --check-determinism  run it twice: see `fermata help explore`
      --trace              in place of what is printed, every event
      --max-steps N        end the run after so many turns of its loop
      --races, --lasso N   what `explore` was given
      --color WHEN         auto, always or never
  -h, --help               this text

  fermata replay my.sim.yaml --schedule fermata1-any-s1.2*1-1.1*1-x5d2c --trace

Exit status: 0 the run ended with `ok`. 1 it did not, or the schedule does not fit: then it is said
at which step they part. 2 the command line or the file means nothing. 3 the same answers gave
another run.
)";

constexpr std::string_view shrink_help =
    R"(fermata shrink FILE    make a schedule that fails say what matters and little else

Smaller is: fewer deviations from asyncio's own order, then fewer tasks in them, then earlier ones.
Only what ends in the same finding counts: the same outcome, the same place, the same tasks.

      --schedule TOKEN     the schedule, as `fermata explore` prints it
      --replays N          at most so many (500)
      --max-steps N        end a run after so many turns of its loop
      --save DIR           where to keep the result (default: .fermata); "" for nowhere
      --races, --lasso N   what `explore` was given
      --color WHEN         auto, always or never
  -h, --help               this text

  fermata shrink my.sim.yaml --schedule fermata1-any-s1.2*1-1.1*1-x5d2c --replays 5000

Exit status: 0 it fails, and is shown. 1 nothing fails under it. 2 the command line or the file
means nothing.
)";

constexpr std::string_view outcomes_help =
    R"(fermata outcomes FILE...  find all results that a scenario can have

Over every schedule of its model: one of those that differ in nothing that meets, so mostly few.
Each result is shown with the number of its traces and a schedule that `fermata replay` takes; then
whether these are all, and if not, why. What counts is what the items of the file's `outcomes` name;
where there are none, the output, the exception and the shared variables. What `explore` says of
every schedule holds: its model, jitter, cancellations, `always` and `finally`. A FILE named - is
standard input.

      --model WORD       any (also which ready task runs next) or timing, in place of the file's
      --schedules N      at most so many (100,000)
      --max-steps N      end a run after so many turns of its loop (100,000, or the file's limit);
                         then there may be more results
      --json             one object a scenario, on a line of its own, and nothing else
      --update           write what was found into the file as its `outcomes`; refused where that
                         may not be all, and where CI is set
      --color WHEN       auto, always or never
  -h, --help             this text

  fermata outcomes scenarios/outcomes/lost-update.sim.yaml
  fermata outcomes my.sim.yaml --update && git diff my.sim.yaml

Exit status: 0 all results were found. 1 there may be more. 2 the command line or a file means
nothing; then nothing is run. 70 a file cannot be written.
)";

constexpr std::string_view export_help =
    R"(fermata export FILE    write a scenario as a Python program

The program is plain asyncio, as a person would have written it, and does in CPython 3.11 what the
scenario does. What a scenario expects is no part of it, nor are cases, limits and `explore`.
Where `python` names another version, the first line asks for that one.

      --to LANGUAGE    python, which is the default and all there is
  -o, --output FILE    write it there, in place of standard output
      --color WHEN     auto, always or never
  -h, --help           this text

  fermata export --to python scenarios/guide/gather.sim.yaml
  fermata export scenarios/guide/gather.sim.yaml -o gather.py && python3 gather.py

Python's integers have no limit, and its `assert` can be caught: there the two part.

Exit status: 0 it is written. 2 the command line or the file means nothing, or the scenario is a
program in C++. 70 the file cannot be written.
)";

constexpr std::string_view conform_help =
    R"(fermata conform    compare with CPython on random programs

Runs random scenario programs over the whole language on Fermata and on CPython's asyncio, and
makes a small scenario file of each difference. All the work is done by the program
fermata-conform, which stands beside this one and needs a python3 that is CPython 3.11.7.

  fermata conform --programs 2000 --seed 7
  fermata conform --help     its flags

Exit status: 0 no difference, 1 some, 2 the command line means nothing, 70 something is missing.
)";

constexpr std::string_view import_help =
    R"(fermata import FILE    write a Python program as a scenario

FILE is a Python program that calls asyncio.run, or a page of Markdown, NAME.md, whose Python
examples become a scenario each: with the definitions above that they need, and where an example
runs nothing itself, with the next that does. It is read with the parser of `python3`, which has
to be there, and not run.

      --python VERSION 3.10, 3.11 or 3.12: whose rules; without it the program's first line says,
                       or it is 3.11
  -o, --output PATH    write a file, or files NAME.sim.yaml into a folder, in place of standard
                       output
      --color WHEN     auto, always or never
  -h, --help           this text

  fermata import hello.py | tee hello.sim.yaml
  fermata import --python 3.10 guide.md --output scenarios

What a scenario cannot say is named, all of it, each with its place and the reason, and nothing is
written: files, threads, classes, dictionaries, plain functions. Comments are left behind.

Exit status: 0 it is written. 2 the command line means nothing, or something cannot be translated.
70 python3 is missing, or a mistake in fermata itself.
)";

#if defined(__clang__)
constexpr std::string_view compiler = "clang " __clang_version__;
#else
constexpr std::string_view compiler = "g++ " __VERSION__;
#endif

}  // namespace

std::string_view help_text(std::string_view topic) {
  if (topic == "run") return run_help;
  if (topic == "check") return check_help;
  if (topic == "explore") return explore_help;
  if (topic == "replay") return replay_help;
  if (topic == "shrink") return shrink_help;
  if (topic == "outcomes") return outcomes_help;
  if (topic == "export") return export_help;
  if (topic == "conform") return conform_help;
  return topic == "import" ? import_help : program_help;
}

std::string version_text() {
  return "fermata " FERMATA_VERSION "\ncompiler: " + std::string(compiler) +
         "\ntrace format: " + std::to_string(trace_format) + "\n";
}

}  // namespace sim::cli
