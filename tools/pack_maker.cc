#include "tools/pack_maker.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "event/instant.h"
#include "event/sha256.h"
#include "http/csv.h"
#include "improvement/report.h"
#include "improvement/views.h"
#include "tools/evidence.h"
#include "tools/problem.h"
#include "tools/tile_nodes.h"
#include "tree/proof.h"
#include "tree/receipt.h"

namespace daybook::tools {
namespace {

constexpr const char* kCsv = "text/csv";

std::string EvidenceList(const std::vector<PackedEvidence>& evidence,
                         const std::vector<std::string>& missing) {
  std::string csv(http::kByteOrderMark);
  http::CsvRow row(csv);
  for (const char* column : {"sha256", "subject", "title", "mediaType", "file"}) row.Text(column);
  row.End();
  for (const PackedEvidence& item : evidence) {
    const bool is_missing = std::ranges::binary_search(missing, item.sha256);
    row.Plain(item.sha256).Text(item.subject).Text(item.title).Text(item.media_type);
    row.Text(is_missing ? "missing" : "here");
    row.End();
  }
  return csv;
}

}  // namespace

Spool::Spool(std::string path) : path_(std::move(path)) {
  std::error_code failed;
  ok_ = std::filesystem::create_directory(path_, failed);
}

Spool::~Spool() {
  std::error_code ignored;
  if (ok_) std::filesystem::remove_all(path_, ignored);
}

Result<Manifest> PackMaker::Make(const std::string& path, std::string purpose,
                                 const CutOptions& cut) {
  if (!spool_.ok()) {
    return Fail(ErrorCode::kIo, "Cannot make " + spool_.File("") + ", or it is there already");
  }
  manifest_.purpose = std::move(purpose);
  manifest_.cut = cut;
  if (cut.audience.empty()) manifest_.cut.audience = "internal";
  if (auto read = ReadHead(); !read) return std::unexpected(std::move(read.error()));
  // Before the events, so that an event which is in a table is among them.
  if (auto read = ReadTables(); !read) return std::unexpected(std::move(read.error()));
  if (auto read = ReadEvents(); !read) return std::unexpected(std::move(read.error()));
  auto zip = ZipWriter::Create(path);
  if (!zip) return std::unexpected(std::move(zip.error()));
  auto written = WriteMembers(*zip);
  manifest_.members = zip->members();
  if (written) written = zip->Add(std::string(kPackManifest), RenderManifest(manifest_));
  if (written) written = zip->Close();
  progress_.reset();
  if (!written) return std::unexpected(std::move(written.error()));
  return manifest_;
}

Result<std::string> PackMaker::Get(const std::string& target, const char* accept) {
  auto response = Accepted(client_.Send({.target = target, .headers = {{"Accept", accept}}}));
  if (!response) return std::unexpected(std::move(response.error()));
  return std::move(response->body);
}

Target PackMaker::AtCut(const std::string& path) const {
  Target target(path);
  AddTo(target, manifest_.cut);
  // What is handed over cannot be erased: personal data stays sealed in it.
  target.Add("personal", "sealed");
  return target;
}

Result<void> PackMaker::ReadHead() {
  auto checkpoint = Get("/v1/log/checkpoint", "*/*");
  if (!checkpoint) return std::unexpected(std::move(checkpoint.error()));
  auto head = policy_.Open(*checkpoint);
  if (!head) return Fail(ErrorCode::kCorrupt, head.error().detail);
  if (head->size == 0) return Fail(ErrorCode::kNotFound, "There is no event in this book yet");
  auto keys = Get("/v1/log/key", "*/*");
  if (!keys) return std::unexpected(std::move(keys.error()));
  const auto last = Get("/v1/events/" + std::to_string(head->size - 1), "application/json");
  if (!last) return std::unexpected(last.error());
  EntryReader reader;
  const auto entry = reader.Read(*last);
  if (!entry) return std::unexpected(entry.error());

  if (manifest_.cut.known.empty()) manifest_.cut.known = FormatInstant(entry->recorded);
  manifest_.origin = head->origin;
  manifest_.size = head->size;
  checkpoint_ = *checkpoint;
  head_ = *std::move(head);
  before_ = {{std::string(kPackKey), *std::move(keys)},
             {std::string(kPackCheckpoint), *std::move(checkpoint)}};
  return {};
}

Result<void> PackMaker::ReadTables() {
  Target report = AtCut("/v1/reports/scrutiny");
  report.Add("links", "receipts");
  struct Wanted {
    std::string name, target;
    const char* accept;
  };
  std::vector<Wanted> wanted = {{std::string(kPackReportHtml), report.text(), "text/html"},
                                {std::string(kPackReportMarkdown), report.text(), "text/markdown"}};
  for (const improvement::ViewKind& view : improvement::Views()) {
    const std::string name(view.name);
    wanted.push_back(
        {std::string(kPackViews) + name + ".csv", AtCut("/v1/views/" + name).text(), kCsv});
  }
  for (const Wanted& table : wanted) {
    auto text = Get(table.target, table.accept);
    if (!text) return std::unexpected(std::move(text.error()));
    after_.emplace_back(table.name, *std::move(text));
  }
  std::ranges::sort(after_);
  return {};
}

Result<void> PackMaker::ReadEvents() {
  events_.emplace(spool_.File(kPackEvents), head_.size);
  Progress progress(console_, std::nullopt);
  std::uint64_t bytes = 0;
  const HttpRequest request{.target = AtCut("/v1/events").text(),
                            .headers = {{"Accept", "application/x-ndjson"}}};
  const auto response = Accepted(client_.Stream(request, [&](std::string_view piece) {
    bytes += piece.size();
    progress.Update(events_->count(), bytes);
    return events_->Take(piece);
  }));
  if (!response) return std::unexpected(response.error());
  if (auto finished = events_->Finish(checkpoint_); !finished) return finished;
  manifest_.events = events_->count();
  return {};
}

// In the order of their names, which is that of pack_format.h.
Result<void> PackMaker::WriteMembers(ZipWriter& zip) {
  const std::uint64_t members = before_.size() + after_.size() + events_->count() +
                                events_->evidence().size() + events_->findings().size();
  progress_.emplace(console_, members, "files");
  auto added = zip.Add(std::string(kPackReadme), PackReadme(manifest_));
  for (const auto& [name, text] : before_) {
    if (added) added = zip.Add(name, text);
  }
  if (added) added = zip.AddFile(std::string(kPackEvents), spool_.File(kPackEvents));
  if (added) added = WriteEvidence(zip);
  if (added) added = WriteFindings(zip);
  if (added) added = WriteReceipts(zip);
  for (const auto& [name, text] : after_) {
    if (added) added = zip.Add(name, text);
  }
  return added;
}

void PackMaker::Show(const ZipWriter& zip) {
  progress_->Update(zip.members().size(), zip.members().size());
}

Result<void> PackMaker::WriteEvidence(ZipWriter& zip) {
  std::string last;
  for (const PackedEvidence& item : events_->evidence()) {
    if (item.sha256 == last) continue;  // another item of the same file
    last = item.sha256;
    const std::string path = spool_.File("evidence");
    const auto fetched = FetchEvidence(item, path);
    if (!fetched) return std::unexpected(fetched.error());
    if (!*fetched) {
      manifest_.missing.push_back(item.sha256);
      continue;
    }
    if (auto added = zip.AddFile(std::string(kPackEvidence) + item.sha256, path); !added) {
      return added;
    }
    Show(zip);
  }
  return zip.Add(std::string(kPackEvidenceList),
                 EvidenceList(events_->evidence(), manifest_.missing));
}

// False when the daemon does not have it.
Result<bool> PackMaker::FetchEvidence(const PackedEvidence& item, const std::string& path) {
  const std::string& digest = item.sha256;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  Sha256Stream hash;
  const auto response =
      client_.Stream({.target = EvidenceTarget(digest, item.subject)}, [&](std::string_view piece) {
        hash.Add(piece);
        file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        return file.good();
      });
  if (response && response->status == 404) return false;
  const auto accepted = Accepted(response);
  if (!accepted) return std::unexpected(accepted.error());
  file.close();
  if (!file) return Fail(ErrorCode::kIo, "Cannot write " + path);
  if (!accepted->complete || DigestHex(hash.Finish()) != digest) {
    return Fail(ErrorCode::kCorrupt, "The file of evidence " + digest + " is damaged");
  }
  return true;
}

Result<void> PackMaker::WriteFindings(ZipWriter& zip) {
  std::map<std::string, std::string> subjects;  // by the member's name
  for (const std::string& subject : events_->findings()) {
    const std::string id = PercentEncode(improvement::IdOf(subject));
    subjects.emplace(std::string(kPackFindings) + id + ".csv", subject);
  }
  for (const auto& [name, subject] : subjects) {
    Target target = AtCut("/v1/views/trail");
    const auto csv = Get(target.Add("subject", subject).text(), kCsv);
    if (!csv) return std::unexpected(csv.error());
    if (auto added = zip.Add(name, *csv); !added) return added;
    Show(zip);
  }
  return {};
}

Result<void> PackMaker::WriteReceipts(ZipWriter& zip) {
  TileNodes nodes(client_, head_.size);
  const auto read = [&](tree::NodeId first, std::uint64_t count) {
    return nodes.Read(first, count);
  };
  std::ifstream lines(spool_.File(kPackEvents), std::ios::binary);
  EntryReader reader;
  std::string line;
  for (std::uint64_t i = 0; i < events_->count() && std::getline(lines, line); ++i) {
    const auto entry = reader.Read(line);
    if (!entry) return std::unexpected(entry.error());
    auto proof = tree::ProveInclusion(entry->position, head_.size, read);
    if (!proof) return std::unexpected(std::move(proof.error()));
    if (tree::InclusionRoot(tree::LeafHash(line), entry->position, head_.size, *proof) !=
        head_.root) {
      return Fail(ErrorCode::kCorrupt, "The event at position " + std::to_string(entry->position) +
                                           " is not the one that was signed");
    }
    const tree::Receipt receipt{.entry = line,
                                .index = entry->position,
                                .proof = *std::move(proof),
                                .checkpoint = checkpoint_};
    const std::string name = improvement::ReceiptPath(entry->position);
    if (auto added = zip.Add(name, receipt.Text()); !added) return added;
    Show(zip);
  }
  return {};
}

}  // namespace daybook::tools
