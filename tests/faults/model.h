// What a book must hold, from nothing but what it was sent and what it answered.

#ifndef DAYBOOK_TESTS_FAULTS_MODEL_H_
#define DAYBOOK_TESTS_FAULTS_MODEL_H_

#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "tree/checkpoint.h"

namespace daybook::faults {

/// What the book promised and did not keep.
class Broken : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void Require(bool holds, const std::string& promise) {
  if (!holds) throw Broken("broken: " + promise);
}

/// Knows of each event that was sent whether it was acknowledged, refused or left unanswered, and
/// holds a book to that.
class Model {
 public:
  /// What was answered to a commit. kStopped leaves open whether it is stored; any other error
  /// says that it is not.
  void Answered(const Commit& commit, const AppendResult& answer);

  /// Once the book was opened again, or had room again and took an append: what was left open is
  /// settled by what is there. Each such commit is there whole, or nothing of it is.
  void Settle(const Book& book);

  /// All that was acknowledged is there, in its place, byte for byte as it was when it was first
  /// read; nothing else is; positions, revisions and recorded times are as they must be; ids and
  /// streams agree with the entries.
  void CheckEntries(const Book& book);

  /// The checkpoint is signed, is that of the entries, and continues every one seen before;
  /// receipts prove what they are of.
  void CheckProofs(const Book& book);

  /// The search has every entry once, and of each subject its own; unless it is `excused` from
  /// following the book.
  void CheckSearch(const Book& book, const std::function<bool()>& excused) const;

  /// Whatever of the acknowledged entries can be read is as it was, and the others are said to be
  /// damaged.
  void CheckReadable(const Book& book) const;

  Position size() const { return entries_.size(); }
  const std::vector<Draft>& stored() const { return stored_; }
  Revision NextRevision(const std::string& subject) const;

 private:
  void Learn(const std::vector<std::string>& entries);
  void CheckStamps(const std::vector<std::string>& entries) const;
  static std::vector<std::string> ReadAll(const Book& book);

  std::vector<std::string> entries_;           // that the book has for good
  std::map<std::string, Position> positions_;  // of ids
  std::map<Position, Appended> promised_;      // acknowledged and not read yet
  std::vector<Draft> stored_;
  std::map<std::string, Draft> drafts_;  // all that was ever sent, by id
  std::vector<Commit> open_;             // commits without an answer
  std::set<std::string> refused_;        // ids that must not be there
  std::vector<tree::Checkpoint> heads_;  // seen so far
};

/// The entries one after another, once and no more: what a projection would be told.
std::vector<std::string> EntriesOf(const Book& book);

}  // namespace daybook::faults

#endif  // DAYBOOK_TESTS_FAULTS_MODEL_H_
