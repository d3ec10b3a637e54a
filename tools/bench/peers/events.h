// The events that every peer is given.

#ifndef DAYBOOK_TOOLS_BENCH_PEERS_EVENTS_H_
#define DAYBOOK_TOOLS_BENCH_PEERS_EVENTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daybook::bench {

inline constexpr std::size_t kEventBytes = 500;  ///< Of the JSON of one.

/// One event: its JSON, and views into it for peers that have columns or keys of their own.
class Event {
 public:
  const std::string& json() const { return json_; }
  std::string_view id() const;
  std::string_view subject() const;
  std::string_view time() const;
  /// One per case: 0 to kSubjects - 1.
  std::uint32_t subject_number() const { return subject_number_; }

 private:
  friend class EventSource;
  std::string json_;
  std::uint32_t subject_number_ = 0;
};

inline constexpr std::string_view kSource = "/bench";
inline constexpr std::string_view kType = "case.noted";
inline constexpr std::string_view kKind = "case";
inline constexpr std::string_view kActor = "bench-writer";
inline constexpr std::uint32_t kSubjects = 20'000;

/// Makes events that nobody has sent yet: random ids (as UUIDs are), subjects among 20,000 cases,
/// times that follow each other, and a note of English words. Cheap, since the peers wait for
/// the same two cores; not thread-safe.
class EventSource {
 public:
  EventSource();
  /// Refills `events`, whose number is the size of the commit.
  void Fill(std::vector<Event>& events);

 private:
  void Fill(Event& event);

  std::uint64_t state_;
  std::uint64_t made_ = 0;
  std::string template_;
};

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_PEERS_EVENTS_H_
