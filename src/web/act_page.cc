#include <algorithm>

#include "web/act.h"
#include "web/layout.h"
#include "web/words.h"

namespace daybook::web {
namespace {

// What is wrong with a field; "" if nothing is. A pointer leads into the event: `/data/due`.
std::string FaultOf(const ActForm& form, std::string_view name) {
  const std::string in_data = "/data/" + std::string(name);
  const std::string attribute = "/" + std::string(name);
  for (const Fault& fault : form.faults) {
    const bool within = fault.pointer == in_data || fault.pointer == attribute ||
                        fault.pointer.starts_with(in_data + "/");
    if (within) return fault.detail;
  }
  return {};
}

std::string_view ValueOf(const ActForm& form, std::string_view name) {
  const auto found = form.values.find(name);
  return found == form.values.end() ? std::string_view() : found->second;
}

Model FieldModel(const ActForm& form, const ActField& field) {
  const std::string_view value = ValueOf(form, field.name);
  Model model;
  model.Set("field", field.name).Set("label_text", field.label).Set("field_value", value);
  model.Set("needed", field.needed).Set("optional", !field.needed);
  std::string described;
  if (!field.hint.empty()) {
    model.Set("hinted", Model().Set("hint", field.hint));
    described = "act-" + std::string(field.name) + "-hint";
  }
  if (const std::string fault = FaultOf(form, field.name); !fault.empty()) {
    model.Set("wrong", Model().Set("fault", fault));
    described += (described.empty() ? "act-" : " act-") + std::string(field.name) + "-error";
  }
  model.SetIfAny("described", described);
  switch (field.input) {
    case Input::kChoice:
      model.Set("is_choice", true);
      for (const std::string_view choice : field.choices) {
        model.Add("choices", Model()
                                 .Set("choice", choice)
                                 .Set("choice_label", ValueWords(choice))
                                 .Set("chosen", choice == value));
      }
      break;
    case Input::kText:
      model.Set("is_text", true);
      break;
    default:
      model.Set("is_line", true).Set("input_type", field.input == Input::kDay ? "date" : "text");
  }
  return model;
}

// What was refused, first those faults that are of a field and lead to it.
void AddSummary(Model& model, const ActForm& form) {
  if (form.refusal.empty() && form.changed.empty()) return;
  Model summary;
  summary.Set("summary_text", form.changed.empty() ? form.refusal : form.changed);
  for (const Fault& fault : form.faults) {
    Model item;
    item.Set("fault", fault.detail);
    const auto field = std::ranges::find_if(form.act->fields, [&](const ActField& one) {
      return FaultOf(form, one.name) == fault.detail;
    });
    if (field != form.act->fields.end()) {
      item.Set("leads", Model().Set("leads_to", "#act-" + std::string(field->name)));
    }
    summary.Add("summary_faults", item);
  }
  summary.Set("has_faults", !form.faults.empty());
  model.Set("summary", std::move(summary));
}

}  // namespace

std::string ActPage(const Frame& frame, const ActForm& form) {
  Model model;
  AddSummary(model, form);
  Model fields;
  fields.Set("form_action", frame.here.path)
      .Set("form_id", form.id)
      .Set("form_revision", form.revision)
      .Set("form_day", form.day)
      .Set("form_csrf", form.csrf)
      .Set("act_label", form.act->label);
  for (const ActField& field : form.act->fields) fields.Add("fields", FieldModel(form, field));
  const std::string fault = FaultOf(form, "time");
  if (!fault.empty()) fields.Set("wrong_day", Model().Set("fault", fault));
  model.Set("form", std::move(fields));
  model.Set("subject_href", LinkToSubject(frame, form.subject)).Set("subject_name", form.subject);
  const std::string id = form.subject.substr(form.subject.find('/') + 1);
  return InFrame(frame,
                 {.title = std::string(form.act->label),
                  .section = "",
                  .crumbs = {{ValueWords(id), SubjectAddress(form.subject)}}},
                 "act", std::move(model));
}

}  // namespace daybook::web
