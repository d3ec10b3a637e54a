// A program that talks to a daemon: door http://127.0.0.1:7117 FILE-WITH-THE-TOKEN

#include <daybook/client.h>

#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::string token;
  std::ifstream(argv[2]) >> token;
  auto client = daybook::Client::For(argv[1], {.token = token});
  if (!client) {
    std::cerr << client.error().Text() << '\n';
    return 1;
  }

  const auto draft = daybook::MakeDraft({.id = daybook::NewEventId(),
                                         .source = "/gate",
                                         .type = "door.opened",
                                         .subject = "door/front",
                                         .data = R"({"by":"caretaker"})"});
  if (!draft) {
    std::cerr << draft.error().detail << '\n';
    return 1;
  }

  // Tried again while the daemon is away or busy, and stored once all the same.
  const auto answer = client->Append(*draft);
  if (!answer) {
    std::cerr << answer.error().Text() << '\n';
    return 1;
  }
  std::cout << "At position " << answer->events.front().position << ", on disk\n";

  // Who opened that door so far.
  const auto read = client->ReadStream("door/front", 0, [](const daybook::StoredEvent& event) {
    std::cout << event.json << '\n';
    return true;
  });
  return read ? 0 : 1;
}
