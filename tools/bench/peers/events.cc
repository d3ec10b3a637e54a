#include "tools/bench/peers/events.h"

#include <fmt/format.h>

#include <array>
#include <random>

namespace daybook::bench {
namespace {

// What comes before and after what differs, so that an event is a copy with some bytes replaced.
constexpr std::string_view kId = "00000000-0000-4000-8000-000000000000";
constexpr std::string_view kSubject = "case/00000";
constexpr std::string_view kTime = "2025-01-01T00:00:00Z";

constexpr std::string_view kBeforeId = R"({"specversion":"1.0","id":")";
constexpr std::string_view kBeforeSubject =
    R"(","source":"/bench","type":"case.noted","subject":")";
constexpr std::string_view kBeforeTime = R"(","time":")";
constexpr std::string_view kBeforeNote = R"(","data":{"note":")";
constexpr std::string_view kAfterNote = R"("}})";

constexpr std::size_t kIdAt = kBeforeId.size();
constexpr std::size_t kSubjectAt = kIdAt + kId.size() + kBeforeSubject.size();
constexpr std::size_t kTimeAt = kSubjectAt + kSubject.size() + kBeforeTime.size();
constexpr std::size_t kNoteAt = kTimeAt + kTime.size() + kBeforeNote.size();
constexpr std::size_t kNoteBytes = kEventBytes - kNoteAt - kAfterNote.size();

constexpr std::array<std::string_view, 96> kWords = {
    "the",      "child",       "family",   "visit",      "worker",   "said",      "that",
    "school",   "meeting",     "review",   "plan",       "was",      "agreed",    "with",
    "mother",   "father",      "home",     "after",      "before",   "contact",   "concern",
    "about",    "health",      "progress", "manager",    "signed",   "off",       "and",
    "next",     "week",        "month",    "assessment", "delayed",  "because",   "no",
    "record",   "supervision", "of",       "team",       "duty",     "referral",  "from",
    "police",   "nurse",       "teacher",  "carer",      "foster",   "placement", "moved",
    "to",       "stable",      "safe",     "risk",       "decision", "recorded",  "late",
    "evidence", "shows",       "impact",   "not",        "yet",      "seen",      "by",
    "auditor",  "chair",       "asked",    "for",        "update",   "in",        "writing",
    "case",     "notes",       "were",     "missing",    "date",     "is",        "now",
    "complete", "outcome",     "positive", "partner",    "agency",   "shared",    "letter",
    "parents",  "sibling",     "court",    "order",      "hearing",  "advice",    "housing",
    "support",  "offered",     "declined", "again",      "twice"};

constexpr std::size_t kNotesBytes = 4UL * 1024 * 1024;

// splitmix64.
std::uint64_t Random(std::uint64_t& state) {
  std::uint64_t mixed = (state += 0x9E3779B97F4A7C15);
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

// What notes are cut from.
const std::string& Notes() {
  static const std::string all = [] {
    std::string notes;
    for (std::uint64_t state = 0; notes.size() < kNotesBytes;) {
      notes += kWords[Random(state) % kWords.size()];
      notes += ' ';
    }
    return notes;
  }();
  return all;
}

std::string Template() {
  std::string text;
  for (const std::string_view part :
       {kBeforeId, kId, kBeforeSubject, kSubject, kBeforeTime, kTime, kBeforeNote}) {
    text += part;
  }
  text.append(kNoteBytes, ' ');
  text += kAfterNote;
  return text;
}

// The lowest digits of a number, over as many characters.
void WriteDigits(char* to, std::size_t count, std::uint64_t number) {
  for (std::size_t i = count; i > 0; --i, number /= 10) {
    to[i - 1] = static_cast<char>('0' + number % 10);
  }
}

void WriteHex(char* to, std::size_t count, std::uint64_t number) {
  for (std::size_t i = 0; i < count; ++i, number >>= 4) to[i] = "0123456789abcdef"[number & 15];
}

// The second of a year of twelve months of 28 days, as far as one goes.
void WriteTime(char* to, std::uint64_t second) {
  WriteDigits(to + 0, 4, 2025 + second / (12ULL * 28 * 86'400));
  WriteDigits(to + 5, 2, 1 + second / (28ULL * 86'400) % 12);
  WriteDigits(to + 8, 2, 1 + second / 86'400 % 28);
  WriteDigits(to + 11, 2, second / 3'600 % 24);
  WriteDigits(to + 14, 2, second / 60 % 60);
  WriteDigits(to + 17, 2, second % 60);
}

}  // namespace

std::string_view Event::id() const { return std::string_view(json_).substr(kIdAt, kId.size()); }
std::string_view Event::subject() const {
  return std::string_view(json_).substr(kSubjectAt, kSubject.size());
}
std::string_view Event::time() const {
  return std::string_view(json_).substr(kTimeAt, kTime.size());
}

EventSource::EventSource()
    : state_((std::uint64_t{std::random_device()()} << 32) | std::random_device()()),
      template_(Template()) {
  Notes();  // so that they are there before anything is timed
}

void EventSource::Fill(Event& event) {
  event.json_.assign(template_);
  char* const text = event.json_.data();
  const std::uint64_t high = Random(state_), low = Random(state_);
  WriteHex(text + kIdAt, 8, high);
  WriteHex(text + kIdAt + 9, 4, high >> 32);
  WriteHex(text + kIdAt + 15, 3, high >> 48);
  WriteHex(text + kIdAt + 20, 3, low >> 48);
  WriteHex(text + kIdAt + 24, 12, low);
  event.subject_number_ = static_cast<std::uint32_t>(Random(state_) % kSubjects);
  WriteDigits(text + kSubjectAt + 5, 5, event.subject_number_);
  WriteTime(text + kTimeAt, made_++);
  const std::string& notes = Notes();
  notes.copy(text + kNoteAt, kNoteBytes, Random(state_) % (notes.size() - kNoteBytes));
}

void EventSource::Fill(std::vector<Event>& events) {
  for (Event& event : events) Fill(event);
}

}  // namespace daybook::bench
