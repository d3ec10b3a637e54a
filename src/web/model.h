// What a template is filled with. For the files of this folder; kainjow's Mustache is nowhere else.

#ifndef DAYBOOK_WEB_MODEL_H_
#define DAYBOOK_WEB_MODEL_H_

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

namespace daybook::web {

/// Names and values: texts, booleans, models and lists of models. A section of a template is shown
/// when its name is there and is neither false nor an empty list: leave out what there is not.
class Model {
 public:
  Model& Set(const std::string& name, std::string_view text) {
    data_[name] = kainjow::mustache::data(std::string(text));
    return *this;
  }
  Model& Set(const std::string& name, const char* text) {
    return Set(name, std::string_view(text));
  }
  Model& Set(const std::string& name, bool value) {
    data_[name] = kainjow::mustache::data(value);
    return *this;
  }
  Model& Set(const std::string& name, Model model) {
    data_[name] = std::move(model.data_);
    return *this;
  }
  /// A text that is shown if it is not "".
  Model& SetIfAny(const std::string& name, std::string_view text) {
    return text.empty() ? *this : Set(name, text);
  }
  /// Adds to the list `name`, which is made when it is not there.
  Model& Add(const std::string& name, const Model& model) {
    auto& list = data_[name];
    if (!list.is_list()) list = kainjow::mustache::data(kainjow::mustache::data::type::list);
    list.push_back(model.data_);
    return *this;
  }

  const kainjow::mustache::data& data() const { return data_; }

 private:
  kainjow::mustache::data data_;
};

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_MODEL_H_
