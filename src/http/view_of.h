// A view of the list, made for a reader.

#ifndef DAYBOOK_HTTP_VIEW_OF_H_
#define DAYBOOK_HTTP_VIEW_OF_H_

#include <string>

#include "improvement/views.h"
#include "projection/programme.h"

namespace daybook::http {

/// The view at a cut, as of a day; of now it is made once a day and position.
inline projection::View ViewOf(const projection::Programme& programme,
                               const improvement::ViewKind& kind, const improvement::Cut& cut,
                               const improvement::AsOf& as_of) {
  const std::string key = std::string(kind.name) + ' ' + improvement::TextOf(as_of.day);
  return programme.view(
      key, [&](const improvement::Subjects& subjects) { return kind.make(subjects, as_of); }, cut);
}

/// The present moment, by the machine's clock.
inline Instant Now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_VIEW_OF_H_
