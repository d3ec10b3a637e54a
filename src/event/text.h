// The grammars of texts in an event.

#ifndef DAYBOOK_EVENT_TEXT_H_
#define DAYBOOK_EVENT_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

namespace daybook {

/// Whether it is what a CloudEvents String may be (1.0.2, section 3.2): valid UTF-8 without control
/// characters and Unicode noncharacters.
bool IsCloudEventsString(std::string_view text);

/// Whether there is a noncharacter of Unicode in it: U+FDD0 to U+FDEF, and the last two code points
/// of each plane. `text` is valid UTF-8.
bool HasNoncharacter(std::string_view text);

/// Whether it is `kind/id`: kind := [a-z][a-z0-9-]{0,62}, id := [A-Za-z0-9._~:@+-]+, together at
/// most limits::kSubjectBytes.
bool IsSubject(std::string_view text);

/// Whether it is a subject's kind.
bool IsKind(std::string_view text);

/// Whether it is base64 with padding (RFC 4648, section 4).
bool IsBase64(std::string_view text);

std::string EncodeBase64(std::string_view bytes);

/// The bytes of base64 as above, which has one form only: unused bits must be zero.
std::optional<std::string> DecodeBase64(std::string_view text);

/// Base64url without padding (RFC 4648, section 5).
std::string EncodeBase64Url(std::string_view bytes);

/// The bytes of base64url as above, which has one form only, too.
std::optional<std::string> DecodeBase64Url(std::string_view text);

/// Whether it is valid UTF-8.
bool IsUtf8(std::string_view text);

/// The media type of a Content-Type, in lower case and without parameters.
std::string MediaType(std::string_view content_type);

/// Whether a media type is JSON: application/json, text/json or any +json.
bool IsJsonMediaType(std::string_view media_type);

}  // namespace daybook

#endif  // DAYBOOK_EVENT_TEXT_H_
