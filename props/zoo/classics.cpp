// Programs without a bug on which methods of partial-order reduction are compared.

#include "props/zoo/classics.hpp"

#include <array>
#include <cstddef>
#include <deque>

#include "props/zoo/actor.hpp"

namespace sim::zoo {
namespace {

using Cells = std::deque<Shared<int>>;

Cells zeros(int count) {
  Cells cells;
  for (int cell = 0; cell < count; ++cell) cells.emplace_back(0);
  return cells;
}

// ---- last zero -----------------------------------------------------------------------------

Coro<> find_last_zero(Stage& stage, Cells& cells) {
  Actor me(stage);
  std::size_t cell = cells.size() - 1;
  while (co_await me.read(cells[cell]) != 0) --cell;
}

Coro<> count_on(Stage& stage, Cells& cells, std::size_t cell) {
  Actor me(stage);
  const int before = co_await me.read(cells[cell - 1]);
  co_await me.write(cells[cell], before + 1);
}

Coro<> main_of_last_zero(Stage& stage, int count) {
  Actor me(stage);
  Cells cells = zeros(count + 1);
  std::vector<Task<>> tasks;
  co_await me.create(find_last_zero(stage, cells), "finder", tasks);
  for (std::size_t cell = 1; cell < cells.size(); ++cell) {
    co_await me.create(count_on(stage, cells, cell), "counter", tasks);
  }
  co_await join(std::move(tasks));
}

// ---- readers -------------------------------------------------------------------------------

Coro<> write_one(Stage& stage, Shared<int>& variable) {
  Actor me(stage);
  co_await me.write(variable, 1);
}

Coro<> read_one(Stage& stage, Shared<int>& variable) {
  Actor me(stage);
  static_cast<void>(co_await me.read(variable));
}

Coro<> main_of_readers(Stage& stage, int count) {
  Actor me(stage);
  Shared<int> variable(0);
  std::vector<Task<>> tasks;
  co_await me.create(write_one(stage, variable), "writer", tasks);
  for (int task = 0; task < count; ++task) {
    co_await me.create(read_one(stage, variable), "reader", tasks);
  }
  co_await join(std::move(tasks));
}

// ---- file system ---------------------------------------------------------------------------

struct FileSystem {
  static constexpr std::size_t blocks = 26;
  static constexpr std::size_t inodes = 32;
  explicit FileSystem(Stage& the_stage) : stage(the_stage) {}
  Stage& stage;
  std::array<Lock, inodes> inode_locks{};
  std::array<Lock, blocks> block_locks{};
  Cells inode = zeros(static_cast<int>(inodes));
  Cells busy = zeros(static_cast<int>(blocks));
};

Coro<> take_block(FileSystem& files, Actor& me, std::size_t inode) {
  for (std::size_t block = inode * 2 % FileSystem::blocks;;) {
    Lock& lock = files.block_locks[block];
    co_await me.at(lock);
    co_await lock.acquire();
    const bool taken = co_await me.read(files.busy[block]) == 0;
    if (taken) {
      co_await me.write(files.busy[block], 1);
      co_await me.write(files.inode[inode], static_cast<int>(block) + 1);
    }
    co_await me.at(lock);
    lock.release();
    if (taken) co_return;
    block = (block + 1) % FileSystem::blocks;
  }
}

Coro<> make_file(FileSystem& files, std::size_t number) {
  Actor me(files.stage);
  const std::size_t inode = number % FileSystem::inodes;
  Lock& lock = files.inode_locks[inode];
  co_await me.at(lock);
  co_await lock.acquire();
  if (co_await me.read(files.inode[inode]) == 0) co_await take_block(files, me, inode);
  co_await me.at(lock);
  lock.release();
}

Coro<> main_of_file_system(Stage& stage, int count) {
  Actor me(stage);
  FileSystem files(stage);
  std::vector<Task<>> tasks;
  for (int task = 0; task < count; ++task) {
    co_await me.create(make_file(files, static_cast<std::size_t>(task)), "maker", tasks);
  }
  co_await join(std::move(tasks));
}

template <Coro<> (*main)(Stage&, int)>
Program program_of(int tasks) {
  return [tasks](Loop& loop) {
    Stage stage(loop, Translation::asy);
    return stage.play(main(stage, tasks));
  };
}

}  // namespace

Program last_zero(int tasks) { return program_of<main_of_last_zero>(tasks); }

Program readers(int tasks) { return program_of<main_of_readers>(tasks); }

Program file_system(int tasks) { return program_of<main_of_file_system>(tasks); }

}  // namespace sim::zoo
