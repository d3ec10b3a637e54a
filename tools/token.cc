#include "access/token.h"

#include <algorithm>
#include <filesystem>

#include "access/grant_event.h"
#include "access/grants.h"
#include "event/instant.h"
#include "log/small_file.h"
#include "net/tls.h"
#include "tools/append_body.h"
#include "tools/granted.h"
#include "tools/post_events.h"
#include "tools/session.h"
#include "tools/table.h"

namespace daybook::tools {
namespace {

constexpr const char* kTokenHelp = R"(Say who may use the book, and as what

Examples:
  daybook token create --name ada --role practitioner --subjects 'action/*' --out ada.token
  daybook token create --name grafana --role analyst --for-certificate grafana.pem
  daybook token list
  daybook token rotate ada --out ada.token
  daybook token revoke ada --reason "Has left the council"

A token is made here and shown once. The book gets its digest, from which nobody can make it, in an
event that says who was granted what, and by whom.
)";

struct CreateOptions {
  access::GrantFields grant;
  std::string expires;
  std::string certificate;
  std::string out;
};

struct EndOptions {
  std::string name;
  std::string prefix;
  std::string reason;
  std::string out;
};

struct ListOptions {
  bool plain = false;
};

// Shown where it is asked for; wherever a file cannot be written, so that it is not lost.
Exit HandOut(Console& console, const std::string& token, const std::string& out) {
  if (!out.empty()) {
    const auto written = MakeSecretFile(out, token + "\n");
    if (written) {
      Say(console, "The token is in " + out + ". It is nowhere else.");
      return Exit::kOk;
    }
    SayError(console, written.error());
  }
  console.out << token << '\n';
  Say(console, "This is shown once. Whoever has it is let in: keep it where nobody else reads.");
  return out.empty() ? Exit::kOk : Exit::kFailed;
}

// Sets the grant's credential to a new token's, and gives the token.
Result<std::string> MakeFor(access::GrantFields& grant) {
  auto token = access::MakeToken();
  if (!token) return token;
  auto digest = access::ReadToken(*token);
  if (!digest) return std::unexpected(std::move(digest.error()));
  grant.prefix = std::move(digest->prefix);
  grant.hash = digest->hash;
  return token;
}

Result<std::string> GrantJson(const access::GrantFields& grant) {
  const auto draft = access::GrantEvent(grant);
  if (!draft) return std::unexpected(draft.error());
  return "{" + draft->body;
}

Result<void> PostGrant(HttpClient& client, const access::GrantFields& grant) {
  const auto event = GrantJson(grant);
  if (!event) return std::unexpected(event.error());
  return PostEvents(client, *event);
}

Result<std::string> RevocationJson(const std::string& name, const std::string& prefix,
                                   const std::string& reason) {
  auto body = MakeBody({.source = "/daybook",
                        .type = std::string(access::kRevoked),
                        .subject = "book/control",
                        .data = access::RevocationData(name, prefix),
                        .attributes = {"reason=" + reason}});
  if (!body) return std::unexpected(std::move(body.error()));
  return std::move(body->text);
}

// There is no secret to hand out: whoever has the certificate's key has it already.
Exit GrantToCertificate(Session& session, const CreateOptions& options, access::GrantFields grant) {
  auto fingerprint = net::FingerprintIn(options.certificate);
  if (!fingerprint) {
    SayError(session.console, fingerprint.error());
    return Exit::kUsage;
  }
  grant.certificate = *std::move(fingerprint);
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    if (auto posted = PostGrant(client, grant); !posted) return std::unexpected(posted.error());
    Say(session.console, "Whoever connects with the certificate " + grant.certificate +
                             " is let in. The daemon asks for it if it has --tls-client-ca.");
    return Exit::kOk;
  });
}

Exit Create(Session& session, const CreateOptions& options) {
  access::GrantFields grant = options.grant;
  if (!options.expires.empty()) {
    const auto expires = ParseInstantOrDay(options.expires);
    if (!expires) {
      SayError(session.console, expires.error());
      return Exit::kUsage;
    }
    grant.expires = FormatInstant(*expires);
  }
  if (!options.out.empty() && std::filesystem::exists(options.out)) {
    SayError(session.console,
             {.code = ErrorCode::kConflict, .detail = options.out + " is there already"});
    return Exit::kUsage;
  }
  if (!options.certificate.empty()) return GrantToCertificate(session, options, std::move(grant));
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto token = MakeFor(grant);
    if (!token) return std::unexpected(token.error());
    if (auto posted = PostGrant(client, grant); !posted) return std::unexpected(posted.error());
    return HandOut(session.console, *token, options.out);
  });
}

std::string Joined(const access::Principal& principal) {
  std::string text(principal.role != nullptr ? principal.role->subjects : "");
  for (const std::string& pattern : principal.subjects.value_or(std::vector<std::string>())) {
    if (!text.empty()) text += ' ';
    text += pattern;
  }
  return text.empty() ? "all" : text;
}

Exit List(Session& session, const ListOptions& options) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto grants = ReadGrants(client);
    if (!grants) return std::unexpected(grants.error());
    TextTable table{.columns = {"name", "role", "audience", "subjects", "for others", "expires",
                                "credential", "granted at"},
                    .rows = {}};
    table.rows.reserve(grants->all().size());
    for (const access::Grant& grant : grants->all()) {
      const access::Principal& principal = *grant.principal;
      const bool token = grant.certificate.empty();
      table.rows.push_back({principal.name,
                            grant.role + (principal.role == nullptr ? " (unknown)" : ""),
                            std::string(improvement::NameOf(principal.ceiling)), Joined(principal),
                            principal.acts_for_others ? "yes" : "",
                            principal.expires ? FormatInstant(*principal.expires) : "",
                            token ? grant.prefix : "certificate " + grant.certificate,
                            std::to_string(grant.position)});
    }
    Console& console = session.console;
    if (options.plain) {
      PrintPlain(console.out, table);
    } else {
      PrintTable(console.out, table, {.width = console.width, .colour = console.colour});
    }
    return Exit::kOk;
  });
}

Exit Revoke(Session& session, const EndOptions& options) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto grants = ReadGrants(client);
    if (!grants) return std::unexpected(grants.error());
    const bool any = std::ranges::any_of(grants->all(), [&](const access::Grant& grant) {
      return grant.principal->name == options.name &&
             (options.prefix.empty() || grant.prefix == options.prefix);
    });
    // One whom an identity provider vouches for need not have a credential here to be kept out.
    const bool vouched = options.prefix.empty() && options.name.find('#') != std::string::npos;
    if (!any && !vouched)
      return Fail(ErrorCode::kNotFound, options.name + " has no such credential");
    const auto event = RevocationJson(options.name, options.prefix, options.reason);
    if (!event) return std::unexpected(event.error());
    if (auto posted = PostEvents(client, *event); !posted) return std::unexpected(posted.error());
    Say(session.console, "Whoever comes with it from now on is not let in.");
    return Exit::kOk;
  });
}

// The one token that is meant. Fails with kNotFound, or kConflict if it is not clear.
Result<access::Grant> TokenOf(const access::Grants& grants, const EndOptions& options) {
  std::optional<access::Grant> found;
  for (const access::Grant& grant : grants.all()) {
    if (grant.principal->name != options.name || grant.prefix.empty()) continue;
    if (!options.prefix.empty() && grant.prefix != options.prefix) continue;
    if (found) {
      return Fail(ErrorCode::kConflict, options.name +
                                            " has several tokens: say which, with "
                                            "--token and its prefix");
    }
    found = grant;
  }
  if (found) return *std::move(found);
  return Fail(ErrorCode::kNotFound, options.name + " has no such token");
}

access::GrantFields SameAs(const access::Grant& grant) {
  const access::Principal& principal = *grant.principal;
  access::GrantFields same{.principal = principal.name,
                           .role = grant.role,
                           .audience = std::string(improvement::NameOf(principal.ceiling)),
                           .subjects = principal.subjects.value_or(std::vector<std::string>()),
                           .acts_for_others = principal.acts_for_others,
                           .text = "In place of the token " + grant.prefix + "."};
  if (principal.expires) same.expires = FormatInstant(*principal.expires);
  return same;
}

Exit Rotate(Session& session, const EndOptions& options) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto grants = ReadGrants(client);
    if (!grants) return std::unexpected(grants.error());
    const auto old = TokenOf(*grants, options);
    if (!old) return std::unexpected(old.error());
    access::GrantFields grant = SameAs(*old);
    const auto token = MakeFor(grant);
    if (!token) return std::unexpected(token.error());
    const auto granted = GrantJson(grant);
    if (!granted) return std::unexpected(granted.error());
    const auto revoked = RevocationJson(options.name, old->prefix, options.reason);
    if (!revoked) return std::unexpected(revoked.error());
    // In one commit: at no time has nobody the role, or both tokens hold.
    auto posted = PostEvents(client, *granted + "," + *revoked);
    if (!posted) return std::unexpected(std::move(posted.error()));
    return HandOut(session.console, *token, options.out);
  });
}

void AddOut(CLI::App& command, std::string& out) {
  command.add_option("-o,--out", out, "Where to write the token (0600); shown if not given")
      ->type_name("FILE");
}

void AddCreate(CLI::App& token, Session& session) {
  auto options = std::make_shared<CreateOptions>();
  access::GrantFields& grant = options->grant;
  CLI::App* command = token.add_subcommand("create", "Let somebody in");
  std::vector<std::string> roles;
  roles.reserve(access::Roles().size());
  for (const access::Role& role : access::Roles()) roles.emplace_back(role.name);
  command->add_option("--name", grant.principal, "Who; what they append says so")
      ->required()
      ->type_name("NAME");
  command->add_option("--role", grant.role, "As what")
      ->required()
      ->check(CLI::IsMember(roles))
      ->type_name("ROLE");
  command
      ->add_option("--audience", grant.audience, "The most they may read, if not all of the role's")
      ->check(CLI::IsMember({"internal", "board", "committee", "public"}))
      ->type_name("AUDIENCE");
  command
      ->add_option("--subjects", grant.subjects,
                   "The subjects they are kept to, e.g. 'action/*'; repeatable")
      ->type_name("PATTERN")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--expires", options->expires, "When it ends by itself: RFC 3339, or a day")
      ->type_name("TIME");
  command->add_flag("--acts-for-others", grant.acts_for_others,
                    "They may append on behalf of others (onbehalfof)");
  command->add_option("--text", grant.text, "What else there is to say of it")->type_name("TEXT");
  CLI::Option* certificate =
      command
          ->add_option("--for-certificate", options->certificate,
                       "A client's certificate (PEM), which is to let them in: no token is made")
          ->type_name("FILE");
  AddOut(*command, options->out);
  command->get_option("--out")->excludes(certificate);
  Choose(*command, session, options, Create);
}

void AddEnd(CLI::App& command, const std::shared_ptr<EndOptions>& options, const char* which) {
  command.add_option("name", options->name, "Whose")->required()->type_name("NAME");
  command.add_option("--token", options->prefix, which)->type_name("PREFIX");
}

void AddList(CLI::App& token, Session& session) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = token.add_subcommand("list", "Who is let in, and as what");
  command->add_flag("--plain", options->plain, "A line each, cells divided by tabs");
  Choose(*command, session, options, List);
}

void AddRevoke(CLI::App& token, Session& session) {
  auto options = std::make_shared<EndOptions>();
  CLI::App* command = token.add_subcommand("revoke", "Let somebody in no longer");
  AddEnd(*command, options, "Only this token of theirs; without it, all they have");
  command->add_option("--reason", options->reason, "Why")->required()->type_name("TEXT");
  Choose(*command, session, options, Revoke);
}

void AddRotate(CLI::App& token, Session& session) {
  auto options = std::make_shared<EndOptions>();
  options->reason = "Replaced by another.";
  CLI::App* command = token.add_subcommand("rotate", "Give somebody a new token for an old one");
  AddEnd(*command, options, "Which, if they have several");
  command->add_option("--reason", options->reason, "Why")->type_name("TEXT")->capture_default_str();
  AddOut(*command, options->out);
  Choose(*command, session, options, Rotate);
}

}  // namespace

void AddToken(CLI::App& app, Session& session) {
  CLI::App* token = app.add_subcommand("token", kTokenHelp);
  token->require_subcommand(1);
  token->fallthrough();
  AddCreate(*token, session);
  AddList(*token, session);
  AddRevoke(*token, session);
  AddRotate(*token, session);
}

}  // namespace daybook::tools
