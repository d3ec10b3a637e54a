// What pages need beside their HTML: the files of `assets/`, built into the program.

#ifndef DAYBOOK_WEB_ASSET_H_
#define DAYBOOK_WEB_ASSET_H_

#include <span>
#include <string_view>

namespace daybook::web {

/// One file. Its address has the beginning of its SHA-256, so what is at an address never changes.
struct Asset {
  std::string_view name;  ///< As it is called in `assets/`: `daybook.css`.
  std::string_view file;  ///< As addresses have it: `daybook.0123456789ab.css`.
  std::string_view url;   ///< `/assets/daybook.0123456789ab.css`
  std::string_view type;  ///< Its media type.
  std::string_view bytes;
  std::string_view packed;  ///< The same in gzip; "" where that is no shorter.
};

/// All of them, for the life of the program.
std::span<const Asset> Assets();

/// The one that addresses call `file`; null if there is none.
const Asset* FindAsset(std::string_view file);

/// Where the file `name` of `assets/` is; "" if there is none.
std::string_view AssetUrl(std::string_view name);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_ASSET_H_
