// A book in a program of your own: open it, append to it, read it back.

#include <daybook/log.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto book = daybook::Book::Open(argv[1]);
  if (!book) {
    std::cerr << book.error().detail << '\n';
    return 1;
  }

  auto draft = daybook::MakeDraft({.id = "1",
                                   .source = "/gate",
                                   .type = "door.opened",
                                   .subject = "door/front",
                                   .time = "2026-01-02T08:30:00Z",
                                   .data = R"({"by":"caretaker"})"});
  if (!draft) {
    std::cerr << draft.error().detail << '\n';
    return 1;
  }

  // On disk once this returns; appended once, however often this program is run.
  auto appended = (*book)->Append({.drafts = {*draft}});
  if (!appended) {
    std::cerr << appended.error().detail << '\n';
    return 1;
  }
  std::cout << *(*book)->Read(appended->front().position) << '\n'
            << *(*book)->Receipt(appended->front().position);  // its proof, for anybody to check
}
