// Small books and events for tests.

#ifndef DAYBOOK_TESTS_SUPPORT_BOOKS_H_
#define DAYBOOK_TESTS_SUPPORT_BOOKS_H_

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daybook/log.h"
#include "log/follower.h"

namespace daybook::testing {

/// A well-formed event with this id, on this subject.
inline Draft MakeEvent(std::string id, std::string subject = "case/1",
                       std::string data = "{\"n\":1}") {
  auto draft = MakeDraft({.id = std::move(id),
                          .source = "/test",
                          .type = "case.noted",
                          .subject = std::move(subject),
                          .data = std::move(data)});
  EXPECT_TRUE(draft.has_value());
  return draft.value_or(Draft());
}

/// Options for a disk that is about to be full anyway: a test's.
inline BookOptions SmallBook() { return {.disk_reserve_bytes = 0}; }

inline std::unique_ptr<Book> OpenBook(const std::filesystem::path& directory,
                                      BookOptions options = SmallBook()) {
  auto book = Book::Open(directory, std::move(options));
  EXPECT_TRUE(book.has_value()) << book.error().detail;
  return book ? *std::move(book) : nullptr;
}

/// Appends one event and gives its answer; a test fails when it is refused.
inline Appended AppendOne(Book& book, Draft draft) {
  const auto appended = book.Append({.drafts = {std::move(draft)}});
  EXPECT_TRUE(appended.has_value()) << appended.error().detail;
  return appended ? appended->front() : Appended();
}

/// Waits until everything in the book can be searched.
inline void WaitUntilIndexed(const Book& book) {
  EXPECT_TRUE(book.indexer().position().WaitFor(book.size(), std::chrono::seconds(30)));
}

}  // namespace daybook::testing

#endif  // DAYBOOK_TESTS_SUPPORT_BOOKS_H_
