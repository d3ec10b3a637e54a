#include "faults/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "event/entry.h"
#include "event/event_key.h"
#include "log/follower.h"
#include "tree/proof.h"
#include "tree/receipt.h"
#include "tree/tree.h"

namespace daybook::faults {
namespace {

// The book's own events: changes of keys, put on record by it.
constexpr std::string_view kOwnSource = "/daybook";

std::vector<tree::VerifierKey> KeysOf(const Book& book) {
  std::vector<tree::VerifierKey> keys;
  for (const std::string& key : book.verifier_keys())
    keys.push_back(*tree::VerifierKey::Parse(key));
  return keys;
}

struct Sent {
  std::string id, source, subject;
};

Sent Decode(const std::string& entry) {
  static thread_local EntryReader reader;
  const auto read = reader.Read(entry);
  Require(read.has_value(), "every entry is an event");
  return {std::string(read->id), std::string(read->source), std::string(read->subject)};
}

tree::Hash RootOf(const std::vector<std::string>& entries) {
  tree::Frontier frontier;
  std::vector<tree::Node> nodes;
  for (const std::string& entry : entries) frontier.Append(tree::LeafHash(entry), nodes);
  return frontier.Root();
}

tree::Proof ProofOf(const std::vector<std::string>& hashes) {
  tree::Proof proof;
  for (const std::string& hash : hashes) std::ranges::copy(hash, proof.emplace_back().begin());
  return proof;
}

}  // namespace

std::vector<std::string> EntriesOf(const Book& book) {
  const auto entries = book.ReadFrom(0, book.size(), SIZE_MAX);
  Require(entries.has_value(), "the book can be read");
  Require(entries->size() == book.size(), "there is an entry at each position below the size");
  return *entries;
}

void Model::Answered(const Commit& commit, const AppendResult& answer) {
  for (const Draft& draft : commit.drafts) drafts_.try_emplace(draft.id, draft);
  if (!answer) {
    if (answer.error().code == ErrorCode::kStopped) {
      open_.push_back(commit);
      return;
    }
    for (const Draft& draft : commit.drafts) {
      if (!positions_.contains(draft.id)) refused_.insert(draft.id);
    }
    return;
  }
  Require(answer->size() == commit.drafts.size(), "each event of a commit is answered");
  for (std::size_t i = 0; i < commit.drafts.size(); ++i) {
    const Draft& draft = commit.drafts[i];
    const Appended& told = (*answer)[i];
    refused_.erase(draft.id);  // it was sent again
    drafts_.insert_or_assign(draft.id, draft);
    const auto [known, added] = positions_.try_emplace(draft.id, told.position);
    Require(known->second == told.position, draft.id + " keeps the position it was answered");
    if (told.position >= entries_.size()) promised_.insert_or_assign(told.position, told);
  }
}

void Model::Settle(const Book& book) {
  std::set<std::string> there;
  for (const std::string& entry : EntriesOf(book)) there.insert(Decode(entry).id);
  for (const Commit& commit : open_) {
    std::set<std::string> fresh;  // ids that only this commit can have brought in
    for (const Draft& draft : commit.drafts) {
      if (!positions_.contains(draft.id)) fresh.insert(draft.id);
    }
    const auto stored =
        std::ranges::count_if(fresh, [&](const auto& id) { return there.contains(id); });
    Require(stored == 0 || static_cast<std::size_t>(stored) == fresh.size(),
            "a commit is there whole or not at all");
    if (stored == 0) refused_.insert(fresh.begin(), fresh.end());
    for (const std::string& id : fresh) {
      if (stored != 0) refused_.erase(id);
    }
  }
  open_.clear();
}

// What is behind the entries known so far, each of which somebody sent.
void Model::Learn(const std::vector<std::string>& entries) {
  for (Position at = entries_.size(); at < entries.size(); ++at) {
    const std::string& entry = entries[at];
    const Sent sent = Decode(entry);
    Require(!refused_.contains(sent.id), sent.id + ", which was refused, is not stored");
    const auto [known, added] = positions_.try_emplace(sent.id, at);
    Require(known->second == at, sent.id + " is there once, where it was answered");
    if (sent.source != kOwnSource) {
      const auto draft = drafts_.find(sent.id);
      Require(draft != drafts_.end(), sent.id + " was sent by somebody");
      Require(EntryBody(entry) == draft->second.body, sent.id + " is stored as it was sent");
      stored_.push_back(draft->second);
    }
    if (const auto promise = promised_.find(at); promise != promised_.end()) {
      Require(promise->second.revision == EntryRevision(entry) &&
                  promise->second.recorded == EntryRecorded(entry),
              sent.id + " has the revision and the recorded time that were answered");
      promised_.erase(promise);
    }
    entries_.push_back(entry);
  }
}

void Model::CheckEntries(const Book& book) {
  const std::vector<std::string> entries = EntriesOf(book);
  Require(entries.size() >= entries_.size(),
          fmt::format("the book has {} events, and had {}", entries.size(), entries_.size()));
  Require(std::equal(entries_.begin(), entries_.end(), entries.begin()),
          "what was read once is read again");
  Learn(entries);
  Require(promised_.empty(), "everything acknowledged is there");
  CheckStamps(entries_);
  std::map<std::string, std::vector<Position>> streams;
  std::vector<EventKey> keys;
  for (Position at = 0; at < entries_.size(); ++at) {
    const Sent sent = Decode(entries_[at]);
    streams[sent.subject].push_back(at);
    keys.push_back(MakeEventKey(sent.id, sent.source));
  }
  const auto found = book.FindKeys(keys);
  Require(found.has_value(), "ids can be looked up");
  for (Position at = 0; at < keys.size(); ++at) {
    Require((*found)[at] == at, "an id leads to its entry");
  }
  for (const auto& [subject, positions] : streams) {
    const auto stream = book.ReadStream(subject, 0, positions.size() + 1);
    Require(stream && stream->size() == positions.size(), "a stream has all events of its subject");
    for (std::size_t i = 0; i < positions.size(); ++i) {
      Require((*stream)[i].revision == i && (*stream)[i].position == positions[i],
              "a stream is in order");
    }
  }
}

void Model::CheckStamps(const std::vector<std::string>& entries) const {
  std::map<std::string, Revision> revisions;
  Instant last{};
  EntryReader reader;
  for (Position at = 0; at < entries.size(); ++at) {
    const auto entry = reader.Read(entries[at]);
    Require(entry && entry->position == at, "positions have no gaps");
    Require(entry->revision == revisions[std::string(entry->subject)]++, "revisions have no gaps");
    Require(entry->recorded >= last, "recorded times never go back");
    last = entry->recorded;
  }
}

void Model::CheckProofs(const Book& book) {
  const std::vector<tree::VerifierKey> keys = KeysOf(book);
  const auto head = tree::OpenCheckpoint(book.checkpoint(), keys);
  Require(head.has_value(), "the checkpoint is signed by the book's keys");
  const std::vector<std::string> entries = EntriesOf(book);
  Require(head->size == entries.size() && head->root == RootOf(entries),
          "the checkpoint is that of the entries");
  for (const tree::Checkpoint& old : heads_) {
    Require(old.size <= head->size, "no head is taken back");
    const auto proof = book.ProveConsistency(old.size, head->size);
    Require(proof &&
                tree::CheckConsistency(old.size, old.root, head->size, head->root, ProofOf(*proof)),
            "each head continues those before it");
  }
  if (heads_.empty() || heads_.back().size != head->size) heads_.push_back(*head);
  for (Position at = entries.size() / 3; at < entries.size(); at += 12) {
    const auto text = book.Receipt(at);
    Require(text.has_value(), "there is a receipt of each event");
    const auto receipt = tree::Receipt::Parse(*text);
    Require(receipt && receipt->Verify(keys).has_value(), "a receipt verifies");
  }
}

void Model::CheckReadable(const Book& book) const {
  Require(book.size() >= entries_.size(), "a book that opens has everything acknowledged");
  for (Position at = 0; at < entries_.size(); ++at) {
    const auto entry = book.Read(at);
    Require(entry ? *entry == entries_[at] : entry.error().code == ErrorCode::kCorrupt,
            "what can be read is right, and the rest is said to be damaged");
  }
}

void Model::CheckSearch(const Book& book, const std::function<bool()>& excused) const {
  for (int i = 0; book.indexer().position().value() < book.size(); ++i) {
    if (excused()) return;
    const auto failure = book.indexer().failure();
    Require(!failure, "the search follows the book: " + (failure ? failure->detail : ""));
    Require(i < 60'000, "the search follows the book within a minute");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const auto search = [&](const Query& query) {
    std::vector<std::string> entries;
    const auto page = book.Search(query, {}, {.entries = 10'000, .bytes = SIZE_MAX});
    Require(page && !page->next, "a search is answered");
    for (const Found& found : page->found) entries.push_back(found.entry);
    return entries;
  };
  const std::vector<std::string> all = EntriesOf(book);
  Require(search({}) == all, "a search for everything finds everything once");
  for (const std::string subject : {"case/0", "case/1"}) {
    std::vector<std::string> its;
    for (const std::string& entry : all) {
      if (Decode(entry).subject == subject) its.push_back(entry);
    }
    Require(search({.subject = subject}) == its, "a search finds the events of a subject");
  }
}

Revision Model::NextRevision(const std::string& subject) const {
  Revision next = 0;
  for (const std::string& entry : entries_) next += Decode(entry).subject == subject ? 1 : 0;
  return next;
}

}  // namespace daybook::faults
