#include "web/asset.h"

#include <algorithm>

namespace daybook::web {

const Asset* FindAsset(std::string_view file) {
  const auto found = std::ranges::find(Assets(), file, &Asset::file);
  return found == Assets().end() ? nullptr : &*found;
}

std::string_view AssetUrl(std::string_view name) {
  const auto found = std::ranges::find(Assets(), name, &Asset::name);
  return found == Assets().end() ? std::string_view() : found->url;
}

}  // namespace daybook::web
