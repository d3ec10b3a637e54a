// Runs a fuzz target without libFuzzer: on every input of a folder, and on as many made of these.
//
//   NAME CORPUS COUNT LAST
//
// The input in hand is in the file LAST: after a find, it is what was found. The same every time.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "fuzz/fuzz.h"

namespace {

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& inputs) : inputs_(inputs) {}

  std::string Make() {
    std::string made = inputs_[Below(inputs_.size())];
    for (std::size_t i = Below(5) + 1; i > 0; --i) Change(made);
    return made;
  }

 private:
  std::size_t Below(std::size_t end) { return end == 0 ? 0 : choose_() % end; }

  void Change(std::string& text) {
    const std::size_t at = Below(text.size());
    const std::size_t some = Below(std::min<std::size_t>(text.size() - at, 16)) + 1;
    const std::string& other = inputs_[Below(inputs_.size())];
    const std::size_t from = Below(other.size());
    switch (Below(6)) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(text[at] ^ (1 << Below(8)));
        return;
      case 1:
        if (!text.empty()) text[at] = static_cast<char>(Below(256));
        return;
      case 2:
        if (!text.empty()) text.erase(at, some);
        return;
      case 3:
        text.insert(at, text.substr(at, some));
        return;
      case 4:
        text.insert(at, other.substr(from, Below(64)));
        return;
      default:
        text = text.substr(0, at) + other.substr(from);
        return;
    }
  }

  const std::vector<std::string>& inputs_;
  std::mt19937_64 choose_{1};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::set<std::filesystem::path> files;  // in one order
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.insert(entry.path());
  std::vector<std::string> inputs;
  for (const auto& file : files) inputs.push_back(ReadAll(file));
  if (inputs.empty()) return 2;
  const auto run = [&](const std::string& input) {
    std::ofstream(argv[3], std::ios::binary | std::ios::trunc) << input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs) run(input);
  Mutator mutator(inputs);
  const int count = std::atoi(argv[2]);
  for (int i = 0; i < count; ++i) run(mutator.Make());
  std::cout << inputs.size() << " inputs and " << count << " made of them\n";
  return 0;
}
