#include "tools/cli/fermata.hpp"

int main(int argc, char** argv) { return sim::cli::fermata(argc, argv); }
