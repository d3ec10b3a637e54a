#include "improvement/subject_codec.h"

#include <fmt/format.h>

#include <cereal/archives/binary.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/variant.hpp>
#include <cereal/types/vector.hpp>
#include <exception>
#include <sstream>

namespace daybook::improvement {

// Found by cereal through its arguments' namespace.

template <typename T>
concept HasFields = requires(T& value) { T::Fields(value, [](const char*, auto&) {}); };

template <typename Archive, HasFields T>
void serialize(Archive& archive, T& value) {
  T::Fields(value, [&](const char*, auto& field) { archive(field); });
}

template <typename Archive>
void save(Archive& archive, const Moment& moment) {
  archive(moment.at.has_value(), moment.at.value_or(Instant()), moment.precision, moment.day);
}

template <typename Archive>
void load(Archive& archive, Moment& moment) {
  bool happened = false;
  Instant at;
  archive(happened, at, moment.precision, moment.day);
  moment.at = happened ? std::optional(at) : std::nullopt;
}

}  // namespace daybook::improvement

namespace cereal {

template <typename Archive>
void save(Archive& archive, const daybook::Instant& instant) {
  archive(std::int64_t{instant.time_since_epoch().count()});
}

template <typename Archive>
void load(Archive& archive, daybook::Instant& instant) {
  std::int64_t count = 0;
  archive(count);
  instant = daybook::Instant(std::chrono::microseconds(count));
}

}  // namespace cereal

namespace daybook::improvement {

std::string Encode(const Subject& subject) {
  std::ostringstream bytes;
  cereal::BinaryOutputArchive archive(bytes);
  archive(subject.name, subject.history, subject.state);
  return std::move(bytes).str();
}

Result<Subject> Decode(std::string_view bytes) {
  Subject subject;
  try {
    std::istringstream stream{std::string(bytes)};
    cereal::BinaryInputArchive archive(stream);
    archive(subject.name, subject.history, subject.state);
  } catch (const std::exception& error) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("A stored subject cannot be read: {}.", error.what()));
  }
  return subject;
}

}  // namespace daybook::improvement
