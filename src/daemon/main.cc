#include "daemon/daemon.h"

int main(int argc, char** argv) { return daybook::daemon::Main(argc, argv); }
