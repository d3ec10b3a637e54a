#include "http/entry_text.h"

#include <fmt/format.h>

#include "event/ijson.h"
#include "event/instant.h"
#include "http/csv.h"

namespace daybook::http {
namespace {

constexpr std::string_view kColumns =
    "position,revision,recordedtime,time,timeprecision,type,subject,source,id,authtype,authid,"
    "onbehalfof,sourceparagraph,reason,dataclassification,data\r\n";

// Text as it is, JSON minified, bytes in base64; "" if there is none.
std::string DataText(const Entry& entry) {
  std::string_view text;
  if (entry.data) {
    if (entry.data->get(text) == simdjson::SUCCESS) return std::string(text);
    return simdjson::minify(*entry.data);
  }
  if (entry.attributes.at_key("data_base64").get(text) == simdjson::SUCCESS) {
    return std::string(text);
  }
  return "";
}

}  // namespace

void EntryWriter::Begin(std::string& out) const {
  if (format_ != Format::kCsv) return;
  out += kByteOrderMark;
  out += kColumns;
}

Result<void> EntryWriter::Add(std::string& out, std::string_view entry) {
  if (format_ == Format::kCsv) return AddRow(out, entry);
  out += entry;
  out += '\n';
  return {};
}

void EntryWriter::End(std::string& out, std::uint64_t count, Position position,
                      std::string_view checkpoint) const {
  if (format_ == Format::kCsv) return;
  fmt::format_to(std::back_inserter(out),
                 R"({{"summary":{{"count":"{}","position":"{}","checkpoint":)", count, position);
  AppendJsonString(out, checkpoint);
  out += "}}\n";
}

Result<void> EntryWriter::AddRow(std::string& out, std::string_view text) {
  auto entry = reader_.Read(text);
  if (!entry) return std::unexpected(std::move(entry.error()));
  const Precision precision = entry->time ? entry->precision : Precision::kUnknown;
  CsvRow row(out);
  row.Plain(std::to_string(entry->position))
      .Plain(std::to_string(entry->revision))
      .Plain(FormatInstant(entry->recorded))
      .Text(entry->time_text)
      .Plain(PrecisionName(precision));
  for (const std::string_view value :
       {entry->type, entry->subject, entry->source, entry->id, entry->authtype, entry->authid,
        entry->onbehalfof, entry->sourceparagraph, entry->reason, entry->dataclassification}) {
    row.Text(value);
  }
  row.Text(DataText(*entry)).End();
  return {};
}

std::string RenderEntryPage(const std::vector<Found>& found, std::string_view next,
                            Position position) {
  std::size_t bytes = 128 + next.size();
  for (const Found& item : found) bytes += item.entry.size() + 1;
  std::string out;
  out.reserve(bytes);
  out += R"({"events":[)";
  for (const Found& item : found) {
    if (&item != &found.front()) out += ',';
    out += item.entry;
  }
  out += ']';
  if (!next.empty()) out.append(R"(,"next":")").append(next).append("\"");
  out.append(R"(,"position":")").append(std::to_string(position)).append("\"}\n");
  return out;
}

}  // namespace daybook::http
