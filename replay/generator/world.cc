#include "replay/generator/world.h"

#include <array>
#include <cassert>
#include <span>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

using namespace std::chrono;

constexpr Instant kBegin = sys_days(year(2015) / January / 1);

// 17 times 9 names of places that are on no map.
constexpr std::array<std::string_view, 17> kFirst = {
    "Quill",  "Varn", "Thessel", "Orrin",  "Brack",   "Umber", "Pell", "Dorrin", "Fenn",
    "Galder", "Hask", "Izel",    "Jorrel", "Kestrin", "Lorm",  "Myrr", "Nessel"};
constexpr std::array<std::string_view, 9> kSecond = {"mere", "stead", "hollow", "combe", "wick",
                                                     "fell", "holt",  "strand", "ley"};
static_assert(kFirst.size() * kSecond.size() == kAuthoritiesMax);

Authority NameAuthority(std::uint64_t number, const std::string& source) {
  Authority authority;
  authority.name =
      std::string(kFirst[number % kFirst.size()]) + std::string(kSecond[number / kFirst.size()]);
  authority.slug = authority.name;
  authority.slug[0] = static_cast<char>(authority.slug[0] - 'A' + 'a');
  authority.source = source + authority.slug;
  return authority;
}

microseconds StepOf(const GeneratorOptions& options) {
  const Instant end = sys_days(year(2015 + static_cast<int>(options.years)) / January / 1);
  return (end - kBegin) / std::max<std::uint64_t>(options.events, 1);
}

// What begins when nothing is due, and how often out of the sum of all.
struct Beginning {
  std::uint64_t weight;
  Script (*script)(World&, Authority&);
};

Script TellBoard(World& world, Authority& authority) {
  static constexpr std::array<std::string_view, 6> kMeetingKinds = {
      "improvement-board", "improvement-board", "scrutiny-committee",
      "cabinet",           "council",           "other"};
  return TellMeeting(world, authority, std::string(world.dice().Pick(kMeetingKinds)));
}

constexpr std::array kBeginnings = {
    Beginning{40, TellAudit},         Beginning{14, TellBoard},
    Beginning{9, TellMeasure},        Beginning{2, TellVisit},
    Beginning{4, TellReport},         Beginning{3, TellPlan},
    Beginning{5, TellChangeOfOffice}, Beginning{3, TellIntervention},
    Beginning{3, TellChangeOfAreas},
};

constexpr std::uint64_t WeightOf(std::span<const Beginning> beginnings) {
  std::uint64_t sum = 0;
  for (const Beginning& beginning : beginnings) sum += beginning.weight;
  return sum;
}

}  // namespace

World::World(const GeneratorOptions& options)
    : options_(options), step_(StepOf(options)), dice_(options.seed) {
  assert(options.authorities >= 1 && options.authorities <= kAuthoritiesMax);
  const std::string source = "/generated/" + std::to_string(options.seed) + '/';
  for (std::uint64_t i = 0; i < options.authorities; ++i) {
    authorities_.push_back(NameAuthority(i, source));
  }
  book_.source = source + "book";
}

Instant World::now() const { return kBegin + step_ * static_cast<std::int64_t>(told_); }

bool World::Next(Generated& event) {
  if (given_ == options_.events) return false;
  while (ready_.empty()) Advance();
  event = std::move(ready_.front());
  ready_.pop_front();
  ++given_;
  return true;
}

void World::Advance() {
  if (agenda_.empty() || agenda_.front().due > now()) {
    BeginSomething();
    return;
  }
  std::ranges::pop_heap(agenda_, Turn::Later);
  Script script = std::move(agenda_.back().script);
  agenda_.pop_back();
  const days pause = script.Resume();
  if (!script.done()) Put(now() + pause, std::move(script));
}

void World::BeginSomething() {
  Authority& authority = authorities_[dice_.Below(authorities_.size())];
  if (!authority.registered) RegisterAuthority(*this, authority);
  if (options_.control && dice_.Chance(2)) Begin(TellControl(*this, book_));
  std::uint64_t at = dice_.Below(WeightOf(kBeginnings));
  for (const Beginning& beginning : kBeginnings) {
    if (at < beginning.weight) {
      Begin(beginning.script(*this, authority));
      return;
    }
    at -= beginning.weight;
  }
}

void World::Begin(Script script) { Put(now(), std::move(script)); }

void World::Put(Instant due, Script script) {
  agenda_.push_back({due, order_++, std::move(script)});
  std::ranges::push_heap(agenda_, Turn::Later);
}

Telling World::Tell(const Authority& authority, std::string_view subject, std::string_view type,
                    const When& when) {
  Generated& event = ready_.emplace_back();
  event.recorded = now();
  event.json.reserve(512);
  last_id_ = std::to_string(++told_);
  return Telling(event.json, last_id_, authority.source, subject, type, when);
}

const std::string& World::Person(const Authority& authority, std::string_view not_them) {
  const std::vector<std::string>& people = authority.people;
  const std::size_t at = dice_.Below(people.size());
  if (people[at] != not_them) return people[at];
  return people[(at + 1) % people.size()];
}

Occurrence::Occurrence(World& world) : Occurrence(world, world.now() - days(365)) {}

When Occurrence::Next() {
  Dice& dice = world_.dice();
  const std::uint64_t roll = dice.Below(100);
  minutes lag(dice.Below(6 * 60));
  if (roll >= 75) lag += days(dice.Between(1, 10));
  if (roll >= 93) lag += days(dice.Between(10, 200));
  When when{.at = std::max<Instant>(floor<seconds>(world_.now() - lag), last_)};
  const sys_days day = floor<days>(when.at);
  const year_month_day date(day);
  const std::uint64_t known = dice.Below(100);
  When coarse{.at = day, .precision = Precision::kDay};
  if (known < 8)
    coarse = {.at = sys_days(date.year() / date.month() / 1), .precision = Precision::kMonth};
  if (known < 3)
    coarse = {.at = sys_days(date.year() / January / 1), .precision = Precision::kYear};
  if (known >= 98) coarse.precision = Precision::kUnknown;
  // What is told as a day, or a year, is told as its beginning: not before what came before it.
  if ((known < 60 || known >= 98) && coarse.at >= last_) when = coarse;
  last_ = when.at;
  return when;
}

When Occurrence::Late(std::int64_t days_ago) const {
  return {.at = floor<days>(world_.now()) - days(days_ago), .precision = Precision::kDay};
}

}  // namespace daybook::replay
