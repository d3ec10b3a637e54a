#include "improvement/measure_values.h"

#include "improvement/field.h"
#include "improvement/measures.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

std::vector<Cell> RowOf(const Subject& subject, const Measure& measure, const Point& point) {
  const auto value = ValueOf(measure, point);
  return {TextCell(IdOf(subject.name)),
          TextCell(measure.title),
          TextCell(measure.unit),
          TextCell(point.period),
          value ? NumberCell(*value) : Cell(),
          measure.targets.empty() ? Cell() : NumberCell(measure.targets.back().value),
          NumberCell(point.numerator),
          point.denominator ? NumberCell(*point.denominator) : Cell(),
          point.provisional ? Cell("yes") : Cell(),
          static_cast<std::int64_t>(point.restatements)};
}

}  // namespace

Table MeasureValues(const Subjects& subjects, const AsOf&) {
  Table table{.name = "values",
              .columns = {"measure", "title", "unit", "period", "value", "target", "numerator",
                          "denominator", "provisional", "restated"},
              .rows = {}};
  ForEach<Measure>(subjects, [&](const Subject& subject, const Measure& measure) {
    for (const Point& point : measure.points) table.rows.push_back(RowOf(subject, measure, point));
  });
  return table;
}

}  // namespace daybook::improvement
