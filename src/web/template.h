// Templates and what they come to.

#ifndef DAYBOOK_WEB_TEMPLATE_H_
#define DAYBOOK_WEB_TEMPLATE_H_

#include <string>
#include <string_view>

#include "web/model.h"

namespace daybook::web {

/// The template `name` of `templates/`, filled. Every value is escaped: no template has an
/// unescaped variable, which a test holds. `{{>other}}` stands for the template of that name.
/// Thread-safe. There has to be such a template, and it has to be well formed: tests open each.
std::string Render(std::string_view name, const Model& model);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_TEMPLATE_H_
