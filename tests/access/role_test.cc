#include "access/role.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "access/pattern.h"

namespace daybook::access {
namespace {

const Role& Of(std::string_view name) {
  const Role* role = FindRole(name);
  EXPECT_NE(role, nullptr) << name;
  return *role;
}

// The event's subject is of the kind its type says.
bool May(std::string_view role, const std::string& type) {
  return Of(role).MayAppend(type, type.substr(0, type.find('.')) + "/x");
}

TEST(PatternTest, AStarAtTheEndStandsForTheRest) {
  EXPECT_TRUE(Fits("*", "action/x"));
  EXPECT_TRUE(Fits("action/*", "action/x"));
  EXPECT_TRUE(Fits("action/x", "action/x"));
  EXPECT_TRUE(Fits("action/edt-*", "action/edt-rota"));
  EXPECT_FALSE(Fits("action/*", "actions/x"));
  EXPECT_FALSE(Fits("action/x", "action/xy"));
  EXPECT_FALSE(Fits("action/*x", "action/x"));
}

TEST(RoleTest, WhatEachMustNotDoItMayNot) {
  EXPECT_FALSE(Of("director").MayAppend("event.corrected", "finding/x"));
  EXPECT_FALSE(May("programme-manager", "finding.closed"));
  EXPECT_FALSE(May("programme-manager", "finding.reopened"));
  EXPECT_FALSE(May("board-chair", "action.progressed"));
  EXPECT_FALSE(May("practitioner", "action.impact-assessed"));
  EXPECT_FALSE(Of("analyst").Has(Permission::kReadPersonal));
  EXPECT_FALSE(Of("analyst").Has(Permission::kReadFiles));
  EXPECT_FALSE(Of("operator").Has(Permission::kReadViews));
  EXPECT_EQ(Of("operator").subjects, "book/*");
  EXPECT_EQ(Of("practitioner").ceiling, improvement::Audience::kBoard);
  EXPECT_EQ(Of("inspector").ceiling, improvement::Audience::kBoard);
  EXPECT_EQ(Of("scrutiny-officer").ceiling, improvement::Audience::kCommittee);
  for (const char* reader : {"inspector", "internal-auditor"}) {
    EXPECT_FALSE(Of(reader).Has(Permission::kAppend)) << reader;
    EXPECT_TRUE(Of(reader).appends.empty()) << reader;
  }
}

TEST(RoleTest, WhatEachIsThereForItMay) {
  EXPECT_TRUE(May("director", "plan.approved"));
  EXPECT_TRUE(Of("director").MayAppend("event.released", "finding/x"));
  EXPECT_TRUE(Of("director").MayAppend("event.released", "case/1"));
  EXPECT_TRUE(Of("director").MayAppend("policy.changed", "book/control"));
  EXPECT_TRUE(May("programme-manager", "finding.raised"));
  EXPECT_TRUE(May("programme-manager", "action.rescheduled"));
  EXPECT_TRUE(Of("programme-manager").MayAppend("event.corrected", "finding/x"));
  EXPECT_TRUE(May("quality-lead", "evidence.accepted"));
  EXPECT_TRUE(May("practitioner", "action.completed"));
  EXPECT_TRUE(May("board-chair", "finding.closed"));
  EXPECT_TRUE(May("scrutiny-officer", "meeting.challenged"));
  EXPECT_TRUE(May("analyst", "measure.recorded"));
}

TEST(RoleTest, OnlyAnAdministratorSaysWhoMayWhat) {
  for (const Role& role : Roles()) {
    const bool administrator = role.name == "administrator";
    for (const char* type : {"access.granted", "access.revoked", "schema.registered",
                             "event.corrected", "event.released", "event.disputed"}) {
      EXPECT_EQ(role.MayAppend(type, "book/control"), administrator) << role.name << ' ' << type;
    }
  }
}

TEST(RoleTest, AnotherSystemWritesOnlyOfWhatIsItsOwn) {
  const Role& system = Of("system");
  EXPECT_TRUE(system.MayAppend("case.opened", "case/1"));
  EXPECT_FALSE(system.MayAppend("finding.raised", "finding/x"));
  EXPECT_FALSE(system.MayAppend("case.opened", "finding/x"));
  EXPECT_FALSE(system.MayAppend("event.released", "case/1"));
  EXPECT_EQ(system.permissions, static_cast<std::uint16_t>(Permission::kAppend));
  EXPECT_FALSE(Of("director").MayAppend("case.opened", "case/1"));
}

TEST(RoleTest, WhoeverMayAppendAnythingHasThePermission) {
  for (const Role& role : Roles()) {
    const bool writes = !role.appends.empty() || role.foreign;
    EXPECT_EQ(role.Has(Permission::kAppend), writes) << role.name;
  }
  EXPECT_EQ(FindRole("emperor"), nullptr);
}

}  // namespace
}  // namespace daybook::access
