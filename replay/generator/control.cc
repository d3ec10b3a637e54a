// What a book says of itself.

#include <array>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

constexpr std::string_view kBook = "book/control";
constexpr std::string_view kShown = "book/disclosures";

void ChangePolicy(World& world, Authority& book, const When& when) {
  world.Tell(book, kBook, "policy.changed", when)
      .Number("dueSoonDays", world.dice().Between(7, 28))
      .Number("evidenceStaleDays", world.dice().Between(90, 200));
}

// Each registers a version of its own, of a type that nobody else has.
void RegisterSchema(World& world, Authority& book, const When& when) {
  world.Tell(book, kBook, "schema.registered", when)
      .Text("type", "duty-call.noted")
      .Number("version", static_cast<std::int64_t>(++book.named))
      .Json("schema", R"({"type":"object","properties":{"text":{"type":"string"}}})");
}

void RotateKey(World& world, Authority& book, const When& when) {
  Dice& dice = world.dice();
  const std::string name = "generated.example+";
  world.Tell(book, kBook, "key.rotated", when)
      .Because("The key's year was over")
      .Text("verifierKey", name + AnyDigest(dice))
      .Text("previousKey", name + AnyDigest(dice));
}

void ApplyImport(World& world, Authority& book, const When& when) {
  Dice& dice = world.dice();
  world.Tell(book, kBook, "import.applied", when)
      .Text("sha256", AnyDigest(dice))
      .Number("rows", dice.Between(10, 9'000))
      .Number("rejects", dice.Between(0, 9));
}

void ExportPack(World& world, Authority& book, const When& when) {
  world.Tell(book, kShown, "pack.exported", when)
      .Text("sha256", AnyDigest(world.dice()))
      .Text("purpose", "For the inspectors");
}

void DiscloseData(World& world, Authority& book, const When& when) {
  world.Tell(book, kShown, "data.disclosed", when)
      .Text("subject", kBook)
      .Text("purpose", "A request for information")
      .Number("rows", world.dice().Between(1, 500));
}

}  // namespace

Script TellControl(World& world, Authority& book) {
  static constexpr std::array kActs = {ChangePolicy, RegisterSchema, RotateKey,
                                       ApplyImport,  ExportPack,     DiscloseData};
  Occurrence when(world);
  world.dice().Pick(kActs)(world, book, when.Next());
  co_return;
}

}  // namespace daybook::replay
