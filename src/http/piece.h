// What is sent of a body at a time.

#ifndef DAYBOOK_HTTP_PIECE_H_
#define DAYBOOK_HTTP_PIECE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace daybook::http {

/// Bytes, and what keeps them: a text of its own, or a part of what is sent to others, too. Cheap
/// to copy.
class Piece {
 public:
  Piece() = default;
  Piece(std::string text) {  // NOLINT(google-explicit-constructor): what most pieces are made of
    auto kept = std::make_shared<const std::string>(std::move(text));
    text_ = *kept;
    keeper_ = std::move(kept);
  }
  Piece(std::shared_ptr<const void> keeper, std::string_view text)
      : keeper_(std::move(keeper)), text_(text) {}

  std::string_view text() const { return text_; }

 private:
  std::shared_ptr<const void> keeper_;
  std::string_view text_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PIECE_H_
