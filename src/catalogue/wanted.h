// What a schema asks for, in words for a person.

#ifndef DAYBOOK_CATALOGUE_WANTED_H_
#define DAYBOOK_CATALOGUE_WANTED_H_

#include <nlohmann/json.hpp>
#include <string>

namespace daybook::catalogue {

/// A sentence without its subject, made from a schema's own values, format, examples, pattern or
/// types: `must be one of low, medium, high`, `must have the form of person/head-of-mash`, `must be
/// text`. `schema` is an object of draft-07 without a reference.
std::string Wanted(const nlohmann::json& schema);

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_WANTED_H_
