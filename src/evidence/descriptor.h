// A file descriptor that closes itself.

#ifndef DAYBOOK_EVIDENCE_DESCRIPTOR_H_
#define DAYBOOK_EVIDENCE_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace daybook {

/// Owns it; -1 is none. A value that moves.
class Descriptor {
 public:
  explicit Descriptor(int file = -1) : file_(file) {}
  Descriptor(Descriptor&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~Descriptor() {
    if (file_ >= 0) ::close(file_);
  }

  explicit operator bool() const { return file_ >= 0; }
  int get() const { return file_; }

 private:
  int file_;
};

}  // namespace daybook

#endif  // DAYBOOK_EVIDENCE_DESCRIPTOR_H_
