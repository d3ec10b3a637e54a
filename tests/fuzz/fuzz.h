// What every fuzz target begins with. Each is a program of libFuzzer's: it makes up inputs, and
// whatever a target requires must hold for all of them.

#ifndef DAYBOOK_TESTS_FUZZ_FUZZ_H_
#define DAYBOOK_TESTS_FUZZ_FUZZ_H_

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace daybook::fuzz {

/// Ends the program, which libFuzzer takes for a find, unless `holds`.
inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "Does not hold: %s\n", what);
  std::abort();
}

inline std::string_view View(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Numbers and bytes from the front of an input; zeros once it is used up.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(View(data, size)) {}

  std::uint64_t Number() {
    std::uint64_t number = 0;
    for (const char c : Take(8)) number = number << 8 | static_cast<std::uint8_t>(c);
    return number;
  }

  std::string_view Take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace daybook::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

#endif  // DAYBOOK_TESTS_FUZZ_FUZZ_H_
