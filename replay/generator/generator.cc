#include "replay/generator/generator.h"

#include "replay/generator/world.h"

namespace daybook::replay {

Generator::Generator(const GeneratorOptions& options) : world_(std::make_unique<World>(options)) {}
Generator::~Generator() = default;

bool Generator::Next(Generated& event) { return world_->Next(event); }

}  // namespace daybook::replay
