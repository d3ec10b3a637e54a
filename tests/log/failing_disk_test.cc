// What the sequencer does when the disk does not do what it is asked.

#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

#include "log/sequencer.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using testing::MakeEvent;
using testing::TemporaryDirectory;

enum class Fault { kNone, kSync, kFull };

// The write-ahead log's file, on a disk that fails when told to.
class FailingFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FailingFile(std::unique_ptr<rocksdb::FSWritableFile> file, const std::atomic<Fault>& fault)
      : FSWritableFileOwnerWrapper(std::move(file)), fault_(fault) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    if (fault_ == Fault::kFull) return IOStatus::NoSpace("told to be full");
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& info, IODebugContext* debug) override {
    if (fault_ == Fault::kFull) return IOStatus::NoSpace("told to be full");
    return FSWritableFileOwnerWrapper::Append(data, options, info, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    if (fault_ == Fault::kSync) return IOStatus::IOError("told to fail");
    return FSWritableFileOwnerWrapper::Sync(options, debug);
  }

 private:
  const std::atomic<Fault>& fault_;
};

class FailingDisk : public rocksdb::FileSystemWrapper {
 public:
  FailingDisk() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "FailingDisk"; }

  IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext* debug) override {
    IOStatus made = FileSystemWrapper::NewWritableFile(name, options, file, debug);
    if (made.ok() && name.ends_with(".log")) {
      *file = std::make_unique<FailingFile>(std::move(*file), fault);
    }
    return made;
  }

  std::atomic<Fault> fault = Fault::kNone;
};

// A book in its parts, on a failing disk.
class FailingDiskTest : public ::testing::Test {
 protected:
  FailingDiskTest() { Open(); }

  void Open() {
    journal_ = *Journal::Open(directory_.path(), 1024 * 1024, env_.get());
    ASSERT_TRUE(journal_->Settle());
    const auto head = *journal_->ReadHead();
    published_ = *Published::Open(directory_ / "published");
    size_ = std::make_unique<Watermark>(head.size);
    sequencer_ = std::make_unique<Sequencer>(
        Sequencer::Start{*journal_, head, *tree::Frontier::Load(head.size, journal_->NodeReader()),
                         keys_, *published_, *size_, directory_.path()},
        testing::SmallBook());
  }

  void Reopen() {
    sequencer_.reset();
    journal_.reset();
    Open();
  }

  AppendResult Append(const std::string& id) {
    // Shared: whoever waits may have gone on before the one who answers is done with it.
    const auto answer = std::make_shared<std::promise<AppendResult>>();
    sequencer_->Append({.drafts = {MakeEvent(id)}},
                       [answer](AppendResult result) { answer->set_value(std::move(result)); });
    std::future<AppendResult> answered = answer->get_future();
    if (answered.wait_for(std::chrono::seconds(30)) == std::future_status::ready) {
      return answered.get();
    }
    ADD_FAILURE() << "no answer";
    return Fail(ErrorCode::kStopped, "");
  }

  TemporaryDirectory directory_;
  std::shared_ptr<FailingDisk> disk_ = std::make_shared<FailingDisk>();
  std::unique_ptr<rocksdb::Env> env_ = rocksdb::NewCompositeEnv(disk_);
  std::unique_ptr<Journal> journal_;
  SigningKeys keys_{tree::NoteSigner("example.com/book", tree::PrivateKey::Generate())};
  std::unique_ptr<Published> published_;
  std::unique_ptr<Watermark> size_;
  std::unique_ptr<Sequencer> sequencer_;
};

TEST_F(FailingDiskTest, AFailedSyncStopsAllWritingAndSaysWhy) {
  ASSERT_TRUE(Append("1"));
  disk_->fault = Fault::kSync;
  const auto failed = Append("2");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kStopped);
  disk_->fault = Fault::kNone;
  EXPECT_EQ(Append("3").error().code, ErrorCode::kStopped) << "not even once the disk is well";
  EXPECT_FALSE(sequencer_->state().writable);
  EXPECT_NE(sequencer_->state().reason.find("told to fail"), std::string::npos);
  EXPECT_EQ(size_->value(), 1U) << "what may not be durable is not published";
  EXPECT_TRUE(journal_->Read(0)) << "reading goes on";
}

TEST_F(FailingDiskTest, AfterReopeningWritingGoesOnAndIdsSettleWhatWasUnknown) {
  ASSERT_TRUE(Append("1"));
  disk_->fault = Fault::kSync;
  EXPECT_FALSE(Append("2"));
  disk_->fault = Fault::kNone;
  Reopen();
  const auto again = Append("2");
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(again->front().position, 1U) << "stored once, whether now or then";
  EXPECT_EQ(Append("3")->front().position, 2U);
}

TEST_F(FailingDiskTest, AFullDiskRefusesAndNoRestartIsNeededOnceThereIsRoom) {
  ASSERT_TRUE(Append("1"));
  disk_->fault = Fault::kFull;
  EXPECT_EQ(Append("2").error().code, ErrorCode::kStopped) << "its outcome is not known yet";
  EXPECT_EQ(Append("3").error().code, ErrorCode::kNoSpace);
  EXPECT_TRUE(journal_->Read(0));
  disk_->fault = Fault::kNone;
  // RocksDB looks every few seconds whether there is room.
  AppendResult after = Append("4");
  for (int i = 0; i < 600 && !after && after.error().code == ErrorCode::kNoSpace; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    after = Append("4");
  }
  ASSERT_TRUE(after) << after.error().detail;
  EXPECT_EQ(after->front().position, 1U);
  Reopen();
  EXPECT_EQ(journal_->ReadHead()->size, 2U) << "what was refused is not there";
}

}  // namespace
}  // namespace daybook
