#include "event/event_key.h"

#include <algorithm>

#include "event/sha256.h"

namespace daybook {

EventKey MakeEventKey(std::string_view id, std::string_view source) {
  EventKey key;
  std::ranges::copy_n(Sha256(id).begin(), kIdHashBytes, key.begin());
  std::ranges::copy_n(Sha256(source).begin(), kSourceHashBytes, key.begin() + kIdHashBytes);
  return key;
}

}  // namespace daybook
