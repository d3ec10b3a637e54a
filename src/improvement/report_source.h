// The events that a report is written from, as sentences.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_SOURCE_H_
#define DAYBOOK_IMPROVEMENT_REPORT_SOURCE_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "improvement/cut.h"
#include "improvement/fact.h"
#include "improvement/report.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// Whether a report tells of a subject of its kind.
bool IsTold(std::string_view subject);

/// The facts of a subject, all of them.
using ReadFacts = std::function<Facts(std::string_view subject)>;

/// One event of a subject, read for a report.
struct ToldEvent {
  EventName name;
  std::string type;
  std::string part;                ///< What it is a part of: a section, an area; "" if of nothing.
  std::vector<std::string> focus;  ///< What a visit is to look at.
  Instant occurred;
  Statement statement;  ///< Its text may be "": there is nothing to say.
};

/// Reads the events of a cut subject by subject, each once. Not thread-safe.
class ReportSource {
 public:
  /// `subjects` are those of the cut; both must outlive it.
  ReportSource(const Subjects& subjects, ReadFacts read, const Cut& cut)
      : subjects_(subjects), read_(std::move(read)), cut_(cut) {}

  /// In the order in which they happened. Of a subject that is not there, nothing.
  const std::vector<ToldEvent>& Tell(const std::string& subject);

  /// What there is to say of a subject, from its events; disputes are told apart.
  std::vector<Statement> StatementsOf(const std::string& subject);

  Facts FactsOf(std::string_view subject) const { return read_(subject); }

  const Subjects& subjects() const { return subjects_; }
  const Cut& cut() const { return cut_; }

  /// What a subject is called (report_words.h).
  std::string NameOf(std::string_view subject) const;

  /// Of an event that was told; null for any other.
  const Note* FindNote(Position position) const;

 private:
  const Subjects& subjects_;
  const ReadFacts read_;
  const Cut cut_;
  std::map<std::string, std::vector<ToldEvent>, std::less<>> told_;  // by subject
  std::map<Position, Note> notes_;
};

/// Adds a paragraph, unless there is nothing in it.
void AddParagraph(Section& section, Passage text, std::vector<Passage> items = {});

/// Puts the notes of all that `document` refers to in place, and takes out what has none.
void AddNotes(ReportDocument& document, const ReportSource& source);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_SOURCE_H_
