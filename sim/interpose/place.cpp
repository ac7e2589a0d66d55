#include "sim/interpose/place.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <elf.h>
#include <execinfo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace sim::detail {
namespace {

// An object file as it lies on the disk.
class ObjectFile {
 public:
  explicit ObjectFile(const char* path) {
    std::ifstream file(path, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    Elf64_Ehdr head{};
    if (!read(0, head) || std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) return;
    if (head.e_ident[EI_CLASS] != ELFCLASS64) return;
    moves_ = head.e_type == ET_DYN;
    sections_.resize(head.e_shnum);
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      if (!read(head.e_shoff + i * head.e_shentsize, sections_[i])) sections_.clear();
    }
  }

  // Whether the addresses in it count from where it is loaded.
  [[nodiscard]] bool moves() const noexcept { return moves_; }

  // The name of the function at this address of the file; "" if it has none.
  [[nodiscard]] std::string function_at(std::uint64_t address) const {
    for (const Elf64_Shdr& section : sections_) {
      if (section.sh_type != SHT_SYMTAB || section.sh_link >= sections_.size()) continue;
      for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= section.sh_size;
           at += sizeof(Elf64_Sym)) {
        Elf64_Sym symbol{};
        if (!read(section.sh_offset + at, symbol)) return "";
        const bool here = address >= symbol.st_value && address < symbol.st_value + symbol.st_size;
        if (!here || ELF64_ST_TYPE(symbol.st_info) != STT_FUNC) continue;
        return text_at(sections_[section.sh_link].sh_offset + symbol.st_name);
      }
    }
    return "";
  }

 private:
  template <class T>
  bool read(std::uint64_t offset, T& into) const {
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) return false;
    std::memcpy(&into, bytes_.data() + offset, sizeof(T));
    return true;
  }

  [[nodiscard]] std::string text_at(std::uint64_t offset) const {
    if (offset >= bytes_.size()) return "";
    return bytes_.substr(offset, bytes_.find('\0', offset) - offset);
  }

  std::string bytes_;
  bool moves_ = false;
  std::vector<Elf64_Shdr> sections_;
};

// "(anonymous namespace)::fetch[abi:cxx11](int) [clone .actor]" becomes "fetch".
std::string plain_name(const std::string& symbol) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> words(
      abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
  std::string name = status == 0 ? words.get() : symbol;
  constexpr std::string_view hidden = "(anonymous namespace)::";
  for (std::size_t at = name.find(hidden); at != std::string::npos; at = name.find(hidden)) {
    name.erase(at, hidden.size());
  }
  return name.substr(0, std::min(name.find('('), name.find("[abi:")));
}

struct Frame {
  std::string function{};  // "" if it is not known
  std::string object{};    // "bank_test+0x1a2b"

  [[nodiscard]] bool is_of_the_library() const {
    // Of a template the type of what it returns comes first.
    return function.starts_with("std::") || function.find(" std::") != std::string::npos;
  }
  [[nodiscard]] std::string text() const {
    return function.empty() ? object : function + ", " + object;
  }
};

// What is known of the frames of this program. A file is read once, and each frame looked up once.
class Frames {
 public:
  explicit Frames(const Dl_info& program)
      : base_(reinterpret_cast<std::uintptr_t>(program.dli_fbase)),
        path_(program.dli_fname),
        file_("/proc/self/exe") {}

  [[nodiscard]] Frame describe(void* address) {
    const std::scoped_lock lock(mutex_);
    const auto [found, is_new] = known_.try_emplace(address);
    if (is_new) found->second = look_up(address);
    return found->second;
  }

 private:
  [[nodiscard]] Frame look_up(void* address) const {
    // A call returns to behind itself, which may be behind its function.
    const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(address) - 1;
    const std::uint64_t offset = file_.moves() ? at - base_ : at;
    char digits[20];
    std::snprintf(digits, sizeof digits, "+0x%llx", static_cast<unsigned long long>(offset));
    return {plain_name(file_.function_at(offset)),
            path_.substr(path_.find_last_of('/') + 1) + digits};
  }

  std::uintptr_t base_;
  std::string path_;
  ObjectFile file_;
  std::mutex mutex_;
  std::map<void*, Frame> known_;
};

bool is_in(void* base, void* address) {
  Dl_info info{};
  return dladdr(address, &info) != 0 && info.dli_fbase == base;
}

}  // namespace

std::string place_of(void* caller) {
  Dl_info program{};
  if (dladdr(reinterpret_cast<void*>(&place_of), &program) == 0) return "an unknown place";
  std::array<void*, 64> stack{};
  const int depth = backtrace(stack.data(), static_cast<int>(stack.size()));
  const auto end = stack.begin() + depth;
  static Frames frames(program);
  for (auto at = std::find(stack.begin(), end, caller); at != end; ++at) {
    if (!is_in(program.dli_fbase, *at)) continue;
    const Frame frame = frames.describe(*at);
    if (!frame.is_of_the_library()) return frame.text();
  }
  return frames.describe(caller).text();
}

}  // namespace sim::detail
