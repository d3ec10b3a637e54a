#include "catalogue/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <utility>

namespace daybook::catalogue {
namespace {

// What one expression may take, compiled and matching. The largest of the catalogue needs a tenth.
constexpr std::int64_t kBytesMax = 256 * 1024;

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Result<Pattern> Pattern::Compile(std::string_view text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kBytesMax);
  auto expression = std::make_unique<re2::RE2>(Piece(text), options);
  if (!expression->ok()) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("is no regular expression that is read here (without looking ahead or "
                            "referring back): {}",
                            expression->error()));
  }
  return Pattern(std::move(expression));
}

Pattern::Pattern(std::unique_ptr<re2::RE2> expression) : expression_(std::move(expression)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::Matches(std::string_view text) const {
  return re2::RE2::PartialMatch(Piece(text), *expression_);
}

const std::string& Pattern::text() const { return expression_->pattern(); }

}  // namespace daybook::catalogue
