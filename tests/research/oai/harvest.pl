# Harvests everything from the address given, and prints each identifier on a line.
use strict;
use warnings;
use HTTP::OAI;

my $harvester = HTTP::OAI::Harvester->new(baseURL => $ARGV[0]);
my $answer = $harvester->ListRecords(
    metadataPrefix => $ARGV[1],
    onRecord       => sub { print $_[0]->identifier, "\n" },
);
die $answer->message if $answer->is_error;
